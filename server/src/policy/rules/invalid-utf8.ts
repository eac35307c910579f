import type { PolicyDocumentRule } from './rule';

const replacement = '\ufffd';

export const invalidUtf8: PolicyDocumentRule = {
  id: 'invalid-utf8',
  scope: 'document',
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
  check({ text, lines, hasPatterns }, report) {
    if (hasPatterns) return;
    let next = 0;
    for (let at = text.indexOf(replacement); at >= 0; at = text.indexOf(replacement, at + 1)) {
      while (next < lines.length && (lines[next]?.span.end ?? 0) <= at) next++;
      const line = lines[next];
      if (line === undefined) return;
      const piece = line.pieces.find(({ start, end }) => start <= at && at < end);
      if (piece === undefined) continue;
      let end = at + 1;
      while (end < piece.end && text[end] === replacement) end++;
      report({
        span: { start: at, end },
        message:
          'These bytes are not UTF-8, and so Postfix drops the line ("non-UTF-8 input -- ignoring this line"). Save the file as UTF-8.',
      });
      at = line.span.end;
    }
  },
};
