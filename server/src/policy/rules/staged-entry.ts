import { t } from '../../text/translate';
import { candidatesOf } from '../candidate';
import type { PolicyDocumentRule } from './rule';

export const stagedEntry: PolicyDocumentRule = {
  id: 'staged-entry',
  scope: 'document',
  title: 'Entry that is staged',
  severity: 'hint',
  since: '0.1.0',
  fix: 'none',
  docs: `A comment \`# candidate since=DATE by=NAME: ENTRY\` stages an entry: Postfix ignores it, and \`verify\` looks at it with the rest and
tells for how long it has held. After good runs over 14 days, or as many as \`candidateDays\` of the configuration says, an editor offers to put it in
force, and \`verify --promote\` does it. An entry with the same key goes, since the candidate takes its place.`,
  bad: [{ text: '# candidate since=2026-11-01 by=hostmaster: example.org secure\nexample.com secure\n' }],
  good: [{ text: 'example.org secure\n' }],
  check(document, report) {
    for (const { comment, since } of candidatesOf(document)) {
      report({
        span: comment.span,
        message: t('A candidate since {0}: Postfix ignores it, and verify tells for how long it has held.', since),
      });
    }
  },
};
