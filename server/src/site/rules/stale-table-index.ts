import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { indexOf } from '../table-index';
import { withInnerTables } from '../whole-site';
import type { SiteRule } from './rule';

export const staleTableIndex: SiteRule = {
  id: 'stale-table-index',
  title: 'Index of a table that is older than its text',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `Postfix reads the index of a \`hash:\`, \`btree:\`, \`lmdb:\` or \`cdb:\` table, and not its text. Until \`postmap\` makes the index anew, the old
entries hold, whatever the text says; Postfix logs \`database /etc/postfix/tls_policy.db is older than source file\`. Run
\`postmap hash:/etc/postfix/tls_policy\`.`,
  bad: [
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
example.org encrypt
==> disk <==
tls_policy 200
tls_policy.db 100
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
tls_policy 100
tls_policy.db 200
`,
    },
  ],
  check({ clients }, report, facts) {
    for (const { reference, point } of clients.flatMap(({ tables }) => withInnerTables(tables))) {
      const path = indexOf(reference);
      if (path === null) continue;
      const [source, index] = [facts.file(reference.name), facts.file(path)];
      if (source.kind !== 'file' || index.kind !== 'file') continue;
      if (source.modified === null || index.modified === null || index.modified >= source.modified) continue;
      report(point.file, {
        span: point.span,
        message: t(
          '{0} is older than its text, so the entries of before still hold. Run {1}.',
          visible(path, 100),
          `postmap ${reference.type ?? ''}:${visible(reference.name, 100)}`,
        ),
      });
    }
  },
};
