import type { LogicalLine } from '../../text/logical-lines';
import { spanInLine } from '../../text/logical-lines';
import { t } from '../../text/translate';
import { patternLines } from './pattern-block';
import type { PolicyDocumentRule } from './rule';

export const unbalancedBlock: PolicyDocumentRule = {
  id: 'unbalanced-block',
  scope: 'document',
  title: 'if without endif, or the reverse',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `An \`if\` block of a pattern table that is never closed reaches to the end of the file (\`IF has no matching ENDIF\`): lines that were
meant for everything apply only where the condition holds. An \`endif\` too many is ignored (\`ignoring ENDIF without matching IF\`); then
a block has ended before its writer thought so, or the line of its \`if\` could not be read.`,
  bad: [
    { text: 'if /\\.org$/\n/^example\\.org$/ dane\n', tableType: 'regexp' },
    { text: '/^example\\.org$/ dane\nendif\n', tableType: 'pcre' },
  ],
  good: [{ text: 'if /\\.org$/\n/^example\\.org$/ dane\nendif\n', tableType: 'regexp' }],
  check(document, report) {
    const open: LogicalLine[] = [];
    // Of each `if` that Postfix leaves out there is a finding, which tells of the `endif` too.
    let leftOut = 0;
    for (const patternLine of patternLines(document)) {
      const { kind, line } = patternLine;
      if (kind === 'if' && patternLine.condition.pattern === null) leftOut++;
      else if (kind === 'if') open.push(line);
      else if (kind === 'endif' && open.pop() === undefined) {
        if (leftOut-- > 0) continue;
        report({
          span: spanInLine(line, 0, 'endif'.length),
          message: t(
            'No if is open here: Postfix ignores this endif with a warning, and a block has ended before it was meant to. Delete it, or look for the if that is missing.',
          ),
        });
      }
    }
    for (const line of open) {
      report({
        span: spanInLine(line, 0, 'if'.length),
        message: t(
          'No endif closes this block ("IF has no matching ENDIF"): it reaches to the end of the file. Write endif where it is to end.',
        ),
      });
    }
  },
};
