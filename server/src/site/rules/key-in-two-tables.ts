import type { PolicyEntry } from '../../policy/document';
import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { policiesIn } from '../policies';
import type { ListedTable } from '../whole-site';
import type { SiteRule } from './rule';

export const keyInTwoTables: SiteRule = {
  id: 'key-in-two-tables',
  title: 'Key that stands in an earlier table, too',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: `Postfix asks the tables of a list in their order, for one key at a time. An entry whose key stands in an earlier table as well is never found, and
changes to it change nothing. Delete one of the two. An entry for \`.example.org\` in an earlier table is no such case: the whole name is asked for in all
tables first.`,
  bad: [
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/own, hash:/etc/postfix/shared
==> own <==
example.org encrypt
==> shared <==
Example.org dane-only
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/own, hash:/etc/postfix/shared
==> own <==
.example.org encrypt
==> shared <==
example.org encrypt
`,
    },
  ],
  check({ clients }, report) {
    const told = new Set<PolicyEntry>();
    for (const { tables } of clients) {
      const first = new Map<string, ListedTable>();
      for (const table of (tables ?? []).filter(({ file }) => file !== null && !file.document.hasPatterns)) {
        for (const { entry } of policiesIn(table)) {
          if (entry === null || table.file === null) continue;
          const earlier = first.get(entry.key.folded) ?? table;
          first.set(entry.key.folded, earlier);
          if (earlier.file === table.file || told.has(entry)) continue;
          told.add(entry);
          report(table.file, {
            span: entry.key.span,
            message: t(
              'This entry is never found: the key stands in {0} as well, which Postfix asks first. Delete one of the two.',
              visible(earlier.reference.text, 100),
            ),
          });
        }
      }
    }
  },
};
