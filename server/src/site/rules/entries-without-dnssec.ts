import { t } from '../../text/translate';
import { whyNoDane } from '../client-level';
import { shownTable } from '../shown-table';
import type { SiteRule } from './rule';
import { atFault } from './table-at-fault';

export const entriesWithoutDnssec: SiteRule = {
  id: 'entries-without-dnssec',
  title: 'DANE in a table, and no DNSSEC lookups in main.cf',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `An entry at level \`dane\` or \`dane-only\` needs what \`smtp_tls_security_level = dane\` needs: \`smtp_dns_support_level = dnssec\`, \`dns\` in
\`smtp_host_lookup\`, and a resolver that validates. Without it \`dane\` acts as \`may\`, with the warning \`dane configured with dnssec
lookups disabled\`, and \`dane-only\` defers the mail (4.7.5). The table alone does not show it. Mend main.cf, or write entries that hold without
DNSSEC, such as \`secure\`.`,
  bad: [
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
example.org dane
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = inline:{example.org=dane-only}
smtp_dns_support_level = dnssec
smtp_host_lookup = native
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
smtp_dns_support_level = dnssec
==> tls_policy <==
example.org dane
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> master.cf <==
smtp unix - - n - - smtp -o smtp_dns_support_level=dnssec
==> tls_policy <==
example.org dane
`,
    },
  ],
  check({ clients }, report) {
    for (const client of clients) {
      const obstacle = whyNoDane(client);
      if (obstacle === null) continue;
      for (const table of client.tables ?? []) {
        const found = atFault(table, ({ value: { level } }) => level === 'dane' || level === 'dane-only');
        if (found === null) continue;
        const consequence =
          found.level === 'dane' ? t('it acts as may, without authentication') : t('its mail is deferred (4.7.5)');
        report(table.point.file, {
          span: table.point.span,
          message: t(
            '{0} asks for {1} ({2}), and {3}: {4}. Write smtp_dns_support_level = dnssec, with a resolver that validates.',
            shownTable(table.reference, 60),
            found.level,
            found.which,
            obstacle,
            consequence,
          ),
        });
      }
    }
  },
};
