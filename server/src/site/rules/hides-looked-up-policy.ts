import { levelRanks } from '../../postfix/levels';
import { t } from '../../text/translate';
import { policiesIn } from '../policies';
import { shownTable } from '../shown-table';
import type { ListedTable } from '../whole-site';
import type { SiteRule } from './rule';

export const hidesLookedUpPolicy: SiteRule = {
  id: 'hides-looked-up-policy',
  title: 'Fixed entry that hides an MTA-STS or DANE policy',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `A socketmap such as that of postfix-mta-sts-resolver or postfix-tlspol looks up what a domain publishes, and answers \`secure match=…\` or \`dane\`. An entry
in a table before it ends the search: at \`none\`, \`may\` or \`encrypt\` the mail is less protected than the domain asks for, and follows no change of
its policy. Delete the entry, or write one that authenticates.`,
  bad: [
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy, socketmap:inet:127.0.0.1:8461:postfix
==> tls_policy <==
example.org encrypt
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy, socketmap:inet:127.0.0.1:8461:postfix
smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt
==> tls_policy <==
example.org secure match=.example.net
[mail.example.org]:587 encrypt
.example.com encrypt
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = socketmap:inet:127.0.0.1:8461:postfix, hash:/etc/postfix/tls_policy
==> tls_policy <==
example.org encrypt
`,
    },
  ],
  check({ clients }, report) {
    const told = new Set<object>();
    for (const { tables } of clients) {
      const at = tables?.findIndex(({ reference }) => reference.type === 'socketmap') ?? -1;
      const socketmap = tables?.[at];
      for (const table of tables?.slice(0, Math.max(0, at)) ?? []) {
        for (const { entry, value } of policiesIn(table)) {
          if (entry?.key.kind !== 'domain' || table.file === null || told.has(entry)) continue;
          if (levelRanks[value.level] > levelRanks.encrypt) continue;
          told.add(entry);
          report(table.file, {
            span: entry.value.level?.span ?? entry.key.span,
            message: messageFor(value.level, socketmap),
          });
        }
      }
    }
  },
};

function messageFor(level: string, socketmap: ListedTable | undefined): string {
  return t(
    '{0} is asked only where no entry stands before it: level {1} takes the place of what the domain publishes by MTA-STS or DANE. Delete the entry, or write one that authenticates.',
    socketmap === undefined ? '' : shownTable(socketmap.reference, 60),
    level,
  );
}
