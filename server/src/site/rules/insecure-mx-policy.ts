import { describeVersions } from '../../language/postfix-versions';
import { t } from '../../text/translate';
import { globalLevel } from '../client-level';
import { valueOf } from '../site';
import type { SiteRule } from './rule';
import { atFault } from './table-at-fault';

export const insecureMxPolicy: SiteRule = {
  id: 'insecure-mx-policy',
  title: 'DANE that some releases use only where the MX record is signed',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `A domain without DNSSEC may have its mail hosts in a signed zone, with TLSA records. \`smtp_tls_dane_insecure_mx_policy\` says what an entry at level
\`dane\` does there. In Postfix 3.1 up to 3.6.16, 3.7.12, 3.8.7 and 3.9.1 its default follows \`smtp_tls_security_level\`: where that is not \`dane\`, the
TLSA records are ignored, and the entry acts as \`may\`. Later releases use them. Write \`smtp_tls_dane_insecure_mx_policy = dane\`.

The finding is a warning for a release that has the old default (\`--postfix-version\`, a comment or a setting tells it), else information.`,
  bad: [
    {
      text: `==> main.cf <==
# tls-policy-lint: postfix 3.7.11
smtp_tls_security_level = may
smtp_dns_support_level = dnssec
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
example.org dane
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
smtp_tls_security_level = may
smtp_dns_support_level = dnssec
smtp_tls_dane_insecure_mx_policy = dane
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
example.org dane
`,
    },
    {
      text: `==> main.cf <==
# tls-policy-lint: postfix 3.11
smtp_tls_security_level = may
smtp_dns_support_level = dnssec
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
example.org dane
`,
    },
  ],
  check({ clients }, report) {
    for (const client of clients) {
      if (client.program !== 'smtp' || client.parameters.value('smtp_dns_support_level').expanded !== 'dnssec')
        continue;
      const { source } = client.parameters.value('smtp_tls_dane_insecure_mx_policy');
      const policy = valueOf(client, 'tls_dane_insecure_mx_policy');
      const level = globalLevel(client);
      if (source.kind !== 'default' || policy === 'dane' || level === 'dane' || level === null) continue;
      for (const table of client.tables ?? []) {
        const found = atFault(table, ({ value }) => value.level === 'dane');
        if (found === null) continue;
        report(table.point.file, {
          span: table.point.span,
          severity: policy === 'may' ? 'warning' : 'information',
          message:
            policy === 'may'
              ? t(
                  '{0} ignores TLSA records where the MX record is not signed, so dane ({1}) acts as may there. Write smtp_tls_dane_insecure_mx_policy = dane.',
                  describeVersions(client.versions),
                  found.which,
                )
              : t(
                  'Up to Postfix 3.9.1 dane ({0}) acts as may where the MX record is not signed, though the mail host has TLSA records. Write smtp_tls_dane_insecure_mx_policy = dane.',
                  found.which,
                ),
        });
      }
    }
  },
};
