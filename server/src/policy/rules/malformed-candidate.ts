import { t } from '../../text/translate';
import { type CandidateProblem, readCandidate } from '../candidate';
import type { PolicyDocumentRule } from './rule';

/** In English; translated where they are shown. */
const messages: Readonly<Record<CandidateProblem, string>> = {
  shape:
    'This candidate is never looked at. Write "# candidate since=2026-11-01 by=name: example.org secure", the entry behind a colon.',
  date: 'This candidate is never looked at, as its date can’t be read. Write since= and the day as 2026-11-01.',
  entry:
    'This candidate is never looked at: Postfix would not take the entry behind the colon. Write it as it is to stand in the table.',
  place:
    'This candidate is never looked at, as it stands inside of an entry that goes on below. Write it above that entry.',
};

export const malformedCandidate: PolicyDocumentRule = {
  id: 'malformed-candidate',
  scope: 'document',
  title: 'Staged entry that can’t be read',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `A comment \`# candidate since=DATE by=NAME: ENTRY\` stages an entry: Postfix ignores it, \`verify\` looks at it with the rest, and
\`verify --promote\` puts it in force once it has held for 14 days. One that can’t be read waits for ever, though its writer believes that it
is looked at. \`by=\` may be left out.`,
  bad: [
    { text: '# candidate since=2026-11-01 example.org secure\nexample.org may\n' },
    { text: '# candidate since=2026-02-30: example.org secure\nexample.org may\n' },
    { text: '# candidate since=2026-11-01: example.org securee\nexample.org may\n' },
    { text: 'example.org secure\n# candidate since=2026-11-01: example.com secure\n  match=.example.net\n' },
  ],
  good: [
    { text: '# candidate since=2026-11-01 by=hostmaster: example.org secure match=.example.net\nexample.com secure\n' },
    { text: '# candidates are verified by us\nexample.org secure\n' },
  ],
  check(document, report) {
    for (const comment of document.comments) {
      const found = readCandidate(comment, document);
      if (found === null || !('problem' in found)) continue;
      report({ span: comment.span, message: t(messages[found.problem]) });
    }
  },
};
