import { skipSpace } from '../../text/ascii';
import type { LogicalLine } from '../../text/logical-lines';
import type { Span } from '../../text/span';
import { t } from '../../text/translate';
import { closingDelimiter, lineKind, wordEnd } from '../pattern-parts';
import type { PolicyDocumentRule } from './rule';

export const indentedRule: PolicyDocumentRule = {
  id: 'indented-rule',
  scope: 'document',
  title: 'Indented line in a pattern table',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `A line that begins with whitespace continues the line before it, also inside an \`if\` block. A rule that is indented below another one
becomes a part of its result, which then is malformed: mail to the first rule's destinations is deferred (4.7.5), or, if the glued text
holds a \`$\`, Postfix skips the first rule altogether. Below an \`if\` the rule is ignored with a warning (\`do not prepend whitespace to
statements between IF and ENDIF\`). In either case the indented rule is lost. Begin it in the first column.`,
  bad: [
    { text: 'if /\\.org$/\n  /^example\\.org$/ dane\nendif\n', tableType: 'regexp' },
    { text: '/^example\\.org$/ dane\n  /^example\\.net$/ secure\n', tableType: 'pcre' },
  ],
  good: [
    { text: 'if /\\.org$/\n/^example\\.org$/ dane\nendif\n', tableType: 'regexp' },
    { text: '/^example\\.org$/ secure\n  match=.example.net\n', tableType: 'pcre' },
  ],
  check(document, report) {
    if (!document.hasPatterns) return;
    const { text, lines } = document;
    for (const line of lines) {
      for (const piece of line.pieces.slice(1)) {
        const start = skipSpace(text, piece.start, piece.end);
        if (!isRule(text.slice(start, piece.end))) continue;
        report({
          span: { start, end: wordEnd(text.slice(0, piece.end), start) },
          message: t(
            'This line is indented and so continues the one above: {0}. Begin it in the first column.',
            consequence(line, piece, text),
          ),
          fixes: [
            {
              title: t('Remove the whitespace before it'),
              safe: false,
              edits: [{ span: { start: piece.start, end: start }, newText: '' }],
            },
          ],
        });
      }
    }
  },
};

/** A pattern with a result, or a block line: nothing that could be meant as a part of a value. */
function isRule(piece: string): boolean {
  if (lineKind(piece) === 'endif' || (lineKind(piece) === 'if' && /^if\s*!?[^\w\s]/i.test(piece))) return true;
  const open = piece.startsWith('!') ? 1 : 0;
  if (piece[open] !== '/') return false;
  const close = closingDelimiter(piece, open);
  return close > 0 && skipSpace(piece, wordEnd(piece, close)) < piece.length;
}

function consequence(line: LogicalLine, piece: Span, text: string): string {
  if (lineKind(line.text) === 'if')
    return t('Postfix ignores it ("do not prepend whitespace to statements between IF and ENDIF")');
  return text.slice(piece.start, piece.end).includes('$')
    ? t('Postfix skips that rule ("bad replacement syntax"), and this one is lost')
    : t('it becomes a part of its result, mail to its destinations is deferred (4.7.5), and this rule is lost');
}
