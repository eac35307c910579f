import { isTableType } from '../../postfix/table-types';
import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { hasNextHops } from '../inline-tables';
import { indexOf } from '../table-index';
import { withInnerTables } from '../whole-site';
import type { SiteRule } from './rule';

export const missingTableFile: SiteRule = {
  id: 'missing-table-file',
  title: 'Policy table without its file',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `Where Postfix can't open a policy table, each lookup in it is an error, and mail to **every** destination is deferred (4.7.5, \`policy table
lookup error\`), not only to those that stand in the table. A \`hash:\`, \`btree:\`, \`lmdb:\` or \`cdb:\` table is read from its index:
\`postmap hash:/etc/postfix/tls_policy\` makes it from the text.

Files count below \`/etc/postfix\`, in the \`etc/postfix\` of a repository (without indexes, which belong to the machine), and with \`--root\`.`,
  bad: [
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
==> disk <==
main.cf
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
example.org encrypt
==> disk <==
main.cf
tls_policy
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = unionmap:{texthash:/etc/postfix/tls_policy, inline:{example.org=encrypt}}
==> disk <==
main.cf
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
example.org encrypt
==> disk <==
main.cf
tls_policy
tls_policy.db
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy
`,
    },
  ],
  check({ clients }, report, facts) {
    const tables = clients.flatMap((client) => client.tables ?? []);
    for (const { table, listed } of tables.flatMap((each) =>
      withInnerTables([each]).map((table) => ({ table, listed: each })),
    )) {
      const { reference, point, from } = table;
      const { type, name } = reference;
      if (type === null || !isTableType(type)) continue;
      const index = indexOf(reference);
      const source = facts.file(name);
      const read = index === null ? source : facts.file(index);
      const isGone = read.kind === 'missing' || read.kind === 'folder';
      // Of a machine's indexes a repository tells nothing, but of the texts that they are made from.
      if (!isGone && !(read.kind === 'unknown' && source.kind === 'missing')) continue;
      const consequence = hasNextHops(from, listed)
        ? t('mail to every destination is deferred (4.7.5, "policy table lookup error")')
        : t('mail to each destination whose lookup comes to it is deferred (4.7.5, "policy table lookup error")');
      const message =
        source.kind === 'file' && index !== null
          ? t(
              '{0} has not been made from its text: {1}. Run {2}.',
              visible(index, 100),
              consequence,
              `postmap ${type}:${visible(name, 100)}`,
            )
          : t('There is no file {0}: {1}. Write the path of the table.', visible(name, 100), consequence);
      report(point.file, { span: point.span, message });
    }
  },
};
