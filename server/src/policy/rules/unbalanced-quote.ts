import { type LogicalLine, pieceEnd, spanInLine } from '../../text/logical-lines';
import type { Span } from '../../text/span';
import { t } from '../../text/translate';
import { wordEnd } from '../pattern-parts';
import type { PolicyEntryRule } from './rule';

export const unbalancedQuote: PolicyEntryRule = {
  id: 'unbalanced-quote',
  scope: 'node',
  title: 'Quote in a key is not closed',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `\`postmap\` reads a double quote in a key as the begin of a text with blanks. Without the closing quote it drops the
line: \`unbalanced '"' -- ignoring this line\`. The destination has no entry. A policy key needs no quotes at all: they are stored
as a part of the key, and no next-hop has them.`,
  bad: [{ text: '"example.org secure\n' }],
  good: [{ text: 'example.org secure\n' }],
  check(entry, _document, report) {
    if (entry.dropped !== 'unbalanced-quote') return;
    report({
      span: firstWord(entry.line),
      message: t(
        'The double quote is not closed: Postfix drops the line ("unbalanced \'"\' -- ignoring this line"), and the destination has no entry. Write the key without quotes.',
      ),
    });
  },
};

/** The key reaches to the end of the line. */
function firstWord(line: LogicalLine): Span {
  const end = wordEnd(line.text, 0);
  return spanInLine(line, 0, Math.min(end, pieceEnd(line, 0)));
}
