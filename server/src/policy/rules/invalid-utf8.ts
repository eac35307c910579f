import { pieceEnd, spanInLine } from '../../text/logical-lines';
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

In comments, and in tables of patterns, such bytes do no harm, and the rule is silent.`,
  bad: [{ text: 'b\ufffdcher.example secure\n', untried: 'stands for a byte that is not UTF-8' }],
  good: [{ text: '# b\ufffdcher\nexample.org secure\n' }],
  check({ line }, { hasPatterns }, report) {
    const at = hasPatterns ? -1 : line.text.indexOf(replacement);
    if (at < 0) return;
    const limit = pieceEnd(line, at);
    let end = at + 1;
    while (end < limit && line.text[end] === replacement) end++;
    report({
      span: spanInLine(line, at, end),
      message: t(
        'These bytes are not UTF-8, and so Postfix drops the line ("non-UTF-8 input -- ignoring this line"). Save the file as UTF-8.',
      ),
    });
  },
};
