import { foldCase } from '../../text/fold-case';
import { t } from '../../text/translate';
import { candidatesOf, promote } from '../candidate';
import type { PolicyDocument, PolicyEntry } from '../document';
import type { PolicyDocumentRule } from './rule';

export const stagedEntry: PolicyDocumentRule = {
  id: 'staged-entry',
  scope: 'document',
  title: 'Entry that is staged',
  severity: 'hint',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `A comment \`# candidate since=DATE by=NAME: ENTRY\` stages an entry: Postfix ignores it, and \`verify\` looks at it with the rest and
tells for how long it has held. When that is long enough, put it in force here, or let \`verify --promote\` do it. An entry with the same
key goes, since the candidate takes its place.`,
  bad: [{ text: '# candidate since=2026-11-01 by=hostmaster: example.org secure\nexample.com secure\n' }],
  good: [{ text: 'example.org secure\n' }],
  check(document, report) {
    for (const candidate of candidatesOf(document)) {
      const { comment, entry, since } = candidate;
      const present = entryOf(document, entry.key.text);
      const title =
        present === null
          ? t('Put the candidate in force')
          : t('Put the candidate in force in the place of "{0}"', present.line.text);
      report({
        span: comment.span,
        message: t('A candidate since {0}: Postfix ignores it, and verify tells for how long it has held.', since),
        fixes: [{ title, safe: false, edits: promote(document, candidate, present) }],
      });
    }
  },
};

function entryOf({ entries, hasPatterns }: PolicyDocument, key: string): PolicyEntry | null {
  if (hasPatterns) return null;
  const folded = foldCase(key);
  return entries.find((entry) => entry.dropped === null && entry.key.folded === folded) ?? null;
}
