import { skipSpace } from '../../text/ascii';
import { spanInLine } from '../../text/logical-lines';
import { t } from '../../text/translate';
import { readPattern } from '../pattern-parts';
import { patternLines } from './pattern-block';
import type { PolicyDocumentRule } from './rule';

export const badCondition: PolicyDocumentRule = {
  id: 'bad-condition',
  scope: 'document',
  title: 'if without a pattern that Postfix can read',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `Behind \`if\` stands a pattern in delimiters, \`if /\\.org$/\`. Without one, Postfix skips the line (\`no regexp\`, \`no closing regexp
delimiter\`), and the lines of the block apply to every destination, not only to those of the condition. Text behind the pattern is
ignored with a warning (\`ignoring extra text after IF statement\`); that is a warning here too.`,
  bad: [
    { text: 'if org\n/^example\\.org$/ dane\nendif\n', tableType: 'regexp' },
    { text: 'if /\\.org$/ only\n/^example\\.org$/ dane\nendif\n', tableType: 'pcre' },
  ],
  good: [{ text: 'if !/\\.org$/\n/^example\\.net$/ dane\nendif\n', tableType: 'regexp' }],
  check(document, report) {
    for (const { kind, line } of patternLines(document)) {
      if (kind !== 'if') continue;
      const from = skipSpace(line.text, 'if'.length);
      const { patterns, end } = readPattern(line.text, from);
      if (patterns.length === 0 || patterns.some(({ isClosed }) => !isClosed)) {
        report({
          span: spanInLine(line, 0, 'if'.length),
          message: t(
            'No pattern in delimiters follows: Postfix skips this line, and the lines of the block apply to every destination. Write if /pattern/.',
          ),
        });
        continue;
      }
      const rest = skipSpace(line.text, end);
      // A line that was indented is a finding of its own.
      if (rest < line.text.length && line.pieces.length === 1) {
        report({
          span: spanInLine(line, rest, line.text.trimEnd().length),
          severity: 'warning',
          message: t('Postfix ignores what follows the pattern of an if, with a warning. Delete it.'),
        });
      }
    }
  },
};
