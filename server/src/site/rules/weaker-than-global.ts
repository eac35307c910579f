import type { PolicyEntry } from '../../policy/document';
import { levelRanks, type SecurityLevel } from '../../postfix/levels';
import { t } from '../../text/translate';
import { globalLevel, whyNoDane } from '../client-level';
import { policiesIn } from '../policies';
import type { Client } from '../site';
import type { SiteRule } from './rule';

export const weakerThanGlobal: SiteRule = {
  id: 'weaker-than-global',
  title: 'Entry that is weaker than the level of main.cf',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: `An entry replaces \`smtp_tls_security_level\` for its destination, also downwards: \`example.org may\` in a site at level \`encrypt\` takes the
encryption away. That is how an exception is written; it outlives its reason easily. Delete it when the reason is gone. Levels that
authenticate are not compared with each other, and under \`dane\` in main.cf only \`none\` and \`may\` count as weaker.`,
  bad: [
    {
      text: `==> main.cf <==
relayhost = [mail.example.net]
smtp_tls_security_level = encrypt
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
[mail.example.net] may
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_security_level = dane
smtp_dns_support_level = dnssec
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
example.org may
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
smtp_tls_security_level = may
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
==> tls_policy <==
example.org encrypt
example.net may
`,
    },
  ],
  check({ clients }, report) {
    const told = new Set<PolicyEntry>();
    for (const client of clients) {
      const level = globalLevel(client);
      const rank = level === null ? 0 : rankAt(level, client);
      for (const table of client.tables ?? []) {
        for (const { entry, value } of policiesIn(table)) {
          if (entry === null || table.file === null || told.has(entry) || rankOf(value.level) >= rank) continue;
          told.add(entry);
          report(table.file, {
            span: entry.value.level?.span ?? entry.key.span,
            message: t(
              'Level {0} is weaker than level {1} of main.cf, which would apply without this entry. Delete it when the reason for it is gone.',
              value.level,
              level ?? '',
            ),
          });
        }
      }
    }
  },
};

/** Where nothing authenticates, `dane` is not more than `encrypt`; where it can't work, it acts as `may`. */
function rankAt(level: SecurityLevel, client: Client): number {
  if (level !== 'dane') return rankOf(level);
  return rankOf(whyNoDane(client) === null ? 'encrypt' : 'may');
}

const rankOf = (level: SecurityLevel): number => levelRanks[level];
