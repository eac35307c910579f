import { isWholeFile } from '../../maincf/rules/missing-security-level';
import { parameterFacts } from '../../postfix/parameters';
import { t } from '../../text/translate';
import type { SiteRule } from './rule';

export const unlistedTable: SiteRule = {
  id: 'unlisted-table',
  title: 'Policy table that nothing lists',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `A policy table counts once \`smtp_tls_policy_maps\` (or \`lmtp_tls_policy_maps\`) lists it with its type, in main.cf or behind \`-o\` in master.cf:

\`\`\`
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
\`\`\`

A file beside main.cf that has the name of a policy table and that neither main.cf nor master.cf names is read by nobody: its entries protect no
mail. List it, or delete it. A misspelt name of the parameter has the same effect.`,
  bad: [
    {
      text: `==> main.cf <==
myhostname = mail.example.net
mydestination = $myhostname
smtp_tls_security_level = may
==> tls_policy <==
example.org secure
`,
    },
    {
      text: `==> main.cf <==
myhostname = mail.example.net
mydestination = $myhostname
smtp_tls_polcy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
example.org secure
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
myhostname = mail.example.net
mydestination = $myhostname
smtp_tls_security_level = may
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt
==> tls_policy <==
example.org secure
`,
    },
    {
      text: `==> main.cf <==
myhostname = mail.example.net
mydestination = $myhostname
virtual_alias_maps = hash:/etc/postfix/tls_policy.aliases
==> tls_policy.aliases <==
postmaster@example.org root@example.org
`,
    },
  ],
  check({ mainCf, masterCf, clients, beside }, report) {
    const { effective } = mainCf.document;
    // A part of a main.cf does not show what the whole lists.
    if (!isWholeFile(mainCf.document)) return;
    if (clients.some(({ tables }) => tables === null)) return;
    const listed = new Set(clients.flatMap(({ tables }) => tables?.map(({ file }) => file?.path) ?? []));
    const used = [
      ...[...effective.values()].filter(({ name }) => isRead(name.text)).map(({ value }) => value.text),
      ...(masterCf?.document.services.map(({ line }) => line.text) ?? []),
    ];
    for (const file of beside) {
      const [entry] = file.document.entries;
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      if (entry === undefined || listed.has(file.path) || used.some((text) => text.includes(name))) continue;
      report(file, {
        span: entry.key.span,
        message: t(
          'Neither main.cf nor master.cf lists this table, so none of its entries holds. Add it to smtp_tls_policy_maps, or delete it.',
        ),
      });
    }
  },
};

/** A name that Postfix may read, or that others may refer to: not a misspelt one of the lists. */
function isRead(name: string): boolean {
  return parameterFacts(name) !== null || !/^[sl]mtp_tls_/.test(name);
}
