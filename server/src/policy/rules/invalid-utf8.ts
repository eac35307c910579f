import { type LogicalLine, pieceEnd, spanInLine } from '../../text/logical-lines';
import { t } from '../../text/translate';
import type { PolicyEntryRule } from './rule';

const replacement = '\ufffd';

export const invalidUtf8: PolicyEntryRule = {
  id: 'invalid-utf8',
  scope: 'node',
  title: 'Line that is not UTF-8',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `With \`smtputf8_enable = yes\`, the default of every compatibility level from 1 on, Postfix drops a line that is not valid UTF-8:
\`non-UTF-8 input "…" -- ignoring this line\`. Such bytes come from a file in Latin-1 or in another old encoding. They are shown as U+FFFD
here, and the finding also stands where somebody saved that very character. Save the file as UTF-8.

In a table of patterns the line stays. No next-hop has such bytes, so a pattern does not match by them (a warning); a result with them is an error of
the table to Postfix (\`non-UTF-8 value\`), which defers all mail to the destinations that the pattern matches. In comments they do no harm, and the
rule is silent.`,
  bad: [
    { text: 'b\ufffdcher.example secure\n', untried: 'stands for a byte that is not UTF-8' },
    {
      text: '/^example\\.org$/ secure match=b\ufffdcher.example\n',
      tableType: 'regexp',
      untried: 'stands for a byte that is not UTF-8',
    },
  ],
  good: [{ text: '# b\ufffdcher\nexample.org secure\n' }],
  check({ line, key }, { hasPatterns }, report) {
    const at = line.text.indexOf(replacement);
    if (at < 0) return;
    const places = hasPatterns ? [at, line.text.indexOf(replacement, key.text.length)] : [at];
    for (const place of new Set(places.filter((each) => each >= 0))) {
      const isInPattern = hasPatterns && place < key.text.length;
      report({
        span: spanInLine(line, place, endOfRun(line, place)),
        message: messageFor(hasPatterns, isInPattern),
        ...(isInPattern ? { severity: 'warning' } : {}),
      });
    }
  },
};

function endOfRun(line: LogicalLine, at: number): number {
  const limit = pieceEnd(line, at);
  let end = at + 1;
  while (end < limit && line.text[end] === replacement) end++;
  return end;
}

function messageFor(hasPatterns: boolean, isInPattern: boolean): string {
  if (isInPattern)
    return t(
      'These bytes are not UTF-8, and no next-hop has them: the pattern does not match by them. Save the file as UTF-8.',
    );
  return hasPatterns
    ? t(
        'These bytes are not UTF-8: Postfix takes the result for an error of the table ("non-UTF-8 value") and defers all mail to the destinations that the pattern matches (4.7.5). Save the file as UTF-8.',
      )
    : t(
        'These bytes are not UTF-8, and so Postfix drops the line ("non-UTF-8 input -- ignoring this line"). Save the file as UTF-8.',
      );
}
