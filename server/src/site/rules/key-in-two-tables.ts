import { foldCase } from '../../text/fold-case';
import { t } from '../../text/translate';
import { type InlineTableAt, inlineTables } from '../inline-tables';
import { type Policy, policiesIn } from '../policies';
import { shownTable } from '../shown-table';
import type { ListedTable, SitePoint } from '../whole-site';
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
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = inline:{example.org=encrypt}, hash:/etc/postfix/shared
==> shared <==
example.org secure
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/own, inline:{{example.com = may}, {example.org = encrypt}}
==> own <==
example.org secure
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
  check(site, report) {
    const inline = inlineTables(site);
    const told = new Set<string>();
    for (const { tables } of site.clients) {
      const first = new Map<string, ListedTable>();
      for (const table of (tables ?? []).filter(({ document }) => document?.hasPatterns !== true)) {
        for (const policy of policiesIn(table)) {
          if (policy.key === null) continue;
          const key = foldCase(policy.key);
          const earlier = first.get(key) ?? table;
          first.set(key, earlier);
          if (earlier === table || (earlier.file !== null && earlier.file === table.file)) continue;
          const point = pointOf(policy, table, inline);
          const id = `${point.file.path} ${point.span.start} ${key}`;
          if (told.has(id)) continue;
          told.add(id);
          report(point.file, {
            span: point.span,
            message: t(
              'This entry is never found: the key stands in {0} as well, which Postfix asks first. Delete one of the two.',
              shownTable(earlier.reference, 100),
            ),
          });
        }
      }
    }
  },
};

/** Where the key stands: in the file of the table, or in main.cf itself. */
function pointOf(
  { key, entry }: Policy,
  { file, point, reference }: ListedTable,
  inline: readonly InlineTableAt[],
): SitePoint {
  if (entry !== null && file !== null) return { file, span: entry.key.span };
  const table = inline.find(
    (each) => each.file === point.file && each.span.start === point.span.start && each.text === reference.text,
  );
  const written = table?.entries.find((each) => foldCase(each.key.text) === key);
  return table === undefined || written === undefined ? point : { file: table.file, span: table.spanOf(written.key) };
}
