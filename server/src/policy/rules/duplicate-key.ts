import type { Fix, Severity } from '../../language/finding';
import { t } from '../../text/translate';
import { deleteEntry } from '../delete-entry';
import type { PolicyDocument, PolicyEntry } from '../document';
import { canonical } from './canonical';
import { type PolicyRelatedRule, quoted } from './rule';

export const duplicateKey: PolicyRelatedRule = {
  id: 'duplicate-key',
  scope: 'related',
  title: 'Two entries for one key',
  severity: 'warning',
  since: '0.1.0',
  fix: 'safe',
  docs: `Keys are compared in lower case. What a second entry for the same key does depends on the table type:

| Table type | What Postfix does |
|---|---|
| \`hash\`, \`btree\`, \`lmdb\`, \`cdb\` | \`postmap\` warns \`duplicate entry\` and keeps the first; the later line has no effect |
| \`texthash\` | \`postmap -q\` shows the first, but the running Postfix refuses the whole table: every lookup fails, and mail to *every* destination is deferred (4.7.5) |
| \`inline\` | the last wins, silently |

That is so for equal values too. The finding is an error where the type is known to be \`texthash\`, else a warning. Keep the
entry that is meant. Deleting an equal one is a safe fix; of two different ones a person must choose.`,
  bad: [
    { text: 'example.org dane\nexample.net may\nExample.ORG encrypt\n', tableType: 'hash' },
    { text: 'example.org dane\nexample.org dane\n', tableType: 'texthash' },
  ],
  good: [{ text: 'example.org dane\n.example.org dane\n' }],
  check(entry, others, document, report) {
    if (document.hasPatterns || entry.dropped !== null) return;
    const first = others.named(entry.key.folded).find(({ dropped }) => dropped === null);
    if (first === undefined || first === entry) return;
    const equal = canonical(first) === canonical(entry);
    const { severity, message } = consequence(document, entry, equal);
    report({
      span: entry.key.span,
      severity,
      message,
      related: [{ span: first.key.span, message: t('The first entry for {0}', quoted(first.key.text)) }],
      fixes: equal ? [deletion(document, entry, t('Delete this duplicate'), true)] : choices(document, first, entry),
    });
  },
};

function consequence(
  document: PolicyDocument,
  entry: PolicyEntry,
  equal: boolean,
): { severity: Severity; message: string } {
  const key = quoted(entry.key.text);
  const again = equal
    ? t('{0} already has an entry above, with the same value.', key)
    : t('{0} already has an entry above, with another value.', key);
  const indexed = t('the first wins and this line has no effect');
  const texthash = t('the running Postfix refuses the whole table and defers mail to every destination (4.7.5)');
  const mend = equal ? t('Delete this line.') : t('Delete the one that is not meant.');
  if (document.tableType === 'texthash')
    return { severity: 'error', message: t('{0} In a texthash table {1}. {2}', again, texthash, mend) };
  if (document.tableType !== null)
    return { severity: 'warning', message: t('{0} In a {1} table {2}. {3}', again, document.tableType, indexed, mend) };
  return {
    severity: 'warning',
    message: t(
      '{0} In hash, btree, lmdb and cdb tables {1}; in a texthash table {2}. {3}',
      again,
      indexed,
      texthash,
      mend,
    ),
  };
}

/** Which of two different entries is meant, only a person knows. */
function choices(document: PolicyDocument, first: PolicyEntry, later: PolicyEntry): readonly Fix[] {
  return [
    deletion(
      document,
      later,
      t('Delete this duplicate, so that {0} above applies', quoted(first.value.level?.text ?? '')),
      false,
    ),
    deletion(
      document,
      first,
      t('Delete the entry above, so that {0} here applies', quoted(later.value.level?.text ?? '')),
      false,
    ),
  ];
}

function deletion(document: PolicyDocument, entry: PolicyEntry, title: string, safe: boolean): Fix {
  return { title, safe, edits: deleteEntry(document, entry) };
}
