import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { policiesIn } from '../policies';
import { shownTable } from '../shown-table';
import type { ListedTable } from '../whole-site';
import type { SiteRule } from './rule';

export const hiddenTable: SiteRule = {
  id: 'hidden-table',
  title: 'Table that answers every key, beside others',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `Postfix asks all tables for one key before it asks any for the next: first for the whole next-hop, then for \`.parent\` keys. A table that
answers every key, such as \`static:\`, or a pattern like \`/./\`, ends the search at the first key. So

- tables behind it are never asked, such as the socketmap that would answer with an MTA-STS or DANE policy;
- keys like \`.example.org\` in the tables before it are never asked for.

What it says as the last resort is what \`smtp_tls_security_level\` is for: write the level there instead.`,
  bad: [
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = static:may, socketmap:inet:127.0.0.1:8461:postfix
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy static:encrypt
smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt
==> tls_policy <==
.example.org secure
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = regexp:/etc/postfix/tls_policy.regexp, socketmap:unix:/run/tlspol:QUERY
==> tls_policy.regexp <==
/^example\\.org$/ encrypt
/./ may
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = unionmap:{static:encrypt, inline:{example.org=ciphers=high}}, socketmap:inet:127.0.0.1:8461:postfix
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
smtp_tls_security_level = encrypt
relayhost = [mail.example.net]
smtp_tls_policy_maps = hash:/etc/postfix/tls_policy
smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt
==> tls_policy <==
[mail.example.net] secure
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = static:may
`,
    },
  ],
  check({ clients }, report) {
    for (const { tables, program } of clients) {
      const at = tables?.findIndex(answersAll) ?? -1;
      const table = tables?.[at];
      if (tables === null || table === undefined) continue;
      const behind = tables.slice(at + 1);
      const before = tables.slice(0, at).flatMap((each) => {
        const parents = policiesIn(each).filter(
          ({ key, entry }) => key?.startsWith('.') && entry?.key.kind !== 'pattern',
        );
        return parents.length === 0 ? [] : [{ table: each, key: parents[0]?.key ?? '' }];
      });
      const [first] = behind;
      const name = shownTable(table.reference, 60);
      if (first !== undefined) {
        report(table.point.file, {
          span: table.point.span,
          message: t(
            '{0} answers every key, so Postfix never asks {1} behind it. Write its level as {2} instead.',
            name,
            shownTable(first.reference, 60),
            `${program}_tls_security_level`,
          ),
        });
      }
      for (const { table: hidden, key } of before) {
        report(table.point.file, {
          span: table.point.span,
          message: t(
            '{0} answers every next-hop before Postfix asks for a parent key, so {1} in {2} is never found. Write its level as {3} instead.',
            name,
            visible(key, 60),
            shownTable(hidden.reference, 60),
            `${program}_tls_security_level`,
          ),
        });
      }
    }
  },
};

/** Next-hops of many kinds that no rule is written for. */
const unlikely = [
  'q',
  'v7-k2.qx-31.invalid',
  'w.j5.v-q.invalid.',
  '[q-9x.invalid]:2525',
  '192.0.2.213',
  '[2001:db8::9:71]',
];

const mayAnswerAll: ReadonlySet<string | null> = new Set(['static', 'regexp', 'pcre', 'unionmap', 'pipemap']);

function answersAll(table: ListedTable): boolean {
  const { type } = table.reference;
  // What it answers is not certain, but that it does.
  if (type === 'randmap') return table.lookUp('').kind !== 'error';
  return mayAnswerAll.has(type) && unlikely.every((nextHop) => table.lookUp(nextHop).kind === 'found');
}
