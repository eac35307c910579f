import { t } from '../../text/translate';
import { shownTable } from '../shown-table';
import { type Client, valueOf } from '../site';
import type { SiteRule } from './rule';
import { atFault } from './table-at-fault';

export const entriesWithoutTrustAnchors: SiteRule = {
  id: 'entries-without-trust-anchors',
  title: 'Certificates are to be verified by a table, and nothing is trusted',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `An entry at level \`secure\` or \`verify\` without \`tafile=\` needs certification authorities from main.cf. By default Postfix trusts none, not
even those of the system: with neither \`smtp_tls_CAfile\` nor \`smtp_tls_CApath\` nor \`smtp_tls_trust_anchor_file\` the mail of each such entry is
deferred with \`Server certificate not verified\` (4.7.5). Write \`smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt\`, or where the
system keeps its authorities.`,
  bad: [
    {
      text: `==> main.cf <==
smtp_tls_security_level = may
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
example.net encrypt
example.org secure match=.example.org
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
smtp_tls_security_level = may
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt
==> tls_policy <==
example.org secure match=.example.org
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
example.org secure tafile=/etc/postfix/example.org.pem
`,
    },
  ],
  check({ clients }, report) {
    for (const client of clients) {
      if (!trustsNobody(client)) continue;
      for (const table of client.tables ?? []) {
        const found = atFault(
          table,
          ({ value: { level, attributes } }) =>
            (level === 'secure' || level === 'verify') && !attributes.some(({ name }) => name === 'tafile'),
        );
        if (found === null) continue;
        report(table.point.file, {
          span: table.point.span,
          message: t(
            '{0} asks for {1} ({2}), and nobody is trusted, as neither {3} nor {4} is set: its mail is deferred ("Server certificate not verified", 4.7.5). Set {3} to the authorities of the system.',
            shownTable(table.reference, 60),
            found.level,
            found.which,
            `${client.program}_tls_CAfile`,
            `${client.program}_tls_CApath`,
          ),
        });
      }
    }
  },
};

function trustsNobody(client: Client): boolean {
  return ['tls_CAfile', 'tls_CApath', 'tls_trust_anchor_file'].every((name) => valueOf(client, name) === '');
}
