import type { Report, ReportedFinding } from '../../language/rule';
import { skipSpace, trimSpace } from '../../text/ascii';
import { type LogicalLine, spanInLine } from '../../text/logical-lines';
import { t } from '../../text/translate';
import { patternLines } from './pattern-block';
import type { PatternProblem } from './pattern-problem';
import type { PolicyDocumentRule } from './rule';

export const badCondition: PolicyDocumentRule = {
  id: 'bad-condition',
  scope: 'document',
  title: 'if without a pattern that Postfix can read',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `Behind \`if\` stands one pattern in delimiters, \`if /\\.org$/\`. Without one that it can read, Postfix skips the line (\`no regexp\`, \`no
closing regexp delimiter\`, \`unknown regexp option\`), and the lines of the block apply to every destination, not only to those of the condition.
The \`endif\` of the block is then one too many. Text behind the pattern, and behind \`endif\`, is ignored with a warning (\`ignoring extra text after
IF statement\`); that is a warning here too.`,
  bad: [
    { text: 'if org\n/^example\\.org$/ dane\nendif\n', tableType: 'regexp' },
    { text: 'if /\\.org$/ only\n/^example\\.org$/ dane\nendif\n', tableType: 'pcre' },
    { text: 'if /\\.(org$/\n/^example\\.org$/ dane\nendif\n', tableType: 'regexp' },
    { text: 'if /\\.org$/I\n/^example\\.org$/ dane\nendif\n', tableType: 'pcre' },
    { text: 'if /\\.org$/\n/^example\\.org$/ dane\nendif # of org\n', tableType: 'pcre' },
  ],
  good: [{ text: 'if !/\\.org$/\n/^example\\.net$/ dane\nendif\n', tableType: 'regexp' }],
  check(document, report) {
    for (const patternLine of patternLines(document)) {
      const { kind, line } = patternLine;
      if (kind === 'endif') {
        reportRest(line, 'endif'.length, t('Postfix ignores what follows endif, with a warning. Delete it.'), report);
      } else if (kind === 'if') {
        const { pattern, problem, end } = patternLine.condition;
        if (pattern === null) report(describe(line, problem));
        else
          reportRest(
            line,
            end,
            t('Postfix ignores what follows the pattern of an if, with a warning. Delete it.'),
            report,
          );
      }
    }
  },
};

function describe(line: LogicalLine, problem: PatternProblem | null): ReportedFinding {
  if (problem === null) {
    return {
      span: spanInLine(line, 0, 'if'.length),
      message: t(
        'No pattern in delimiters follows: Postfix skips this line, and the lines of the block apply to every destination. Write if /pattern/.',
      ),
    };
  }
  return {
    span: spanInLine(line, problem.from, problem.to),
    message: t(
      '{0}: Postfix skips this line, and the lines of the block apply to every destination. {1}',
      problem.why,
      problem.advice,
    ),
  };
}

/** What is left on a line that Postfix can read. A line that was indented is a finding of its own. */
function reportRest(line: LogicalLine, end: number, message: string, report: Report): void {
  const rest = skipSpace(line.text, end);
  if (rest === line.text.length || line.pieces.length > 1) return;
  report({
    span: spanInLine(line, rest, rest + trimSpace(line.text.slice(rest)).length),
    severity: 'warning',
    message,
  });
}
