import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { readTableList, type TableReference, tablesIn } from '../table-reference';
import { type SettingFinding, settingRule } from './setting-rule';

export const unfitTableType = settingRule({
  id: 'unfit-table-type',
  title: 'Policy table of a type that next-hops do not find',
  severity: 'error',
  docs: `Postfix asks a policy table for next-hops: domains, their parents as \`.example.org\`, and hosts in brackets. The keys of a \`cidr:\` table are networks,
which a domain or \`[192.0.2.1]\` never matches; only a next-hop that is a bare IPv4 address is found there, and so that is a warning. What \`environ:\`, \`internal:\` and
\`unix:\` tables hold is no policy at all, and a \`fail:\` table answers each question with an error: all mail is deferred (4.7.5, \`policy table lookup error\`).

A table that is asked for what another one answers, such as the second one of a \`pipemap:{…}\`, may be of any type.`,
  bad: [
    'smtp_tls_policy_maps = cidr:/etc/postfix/tls_policy\n',
    'smtp_tls_policy_maps = unionmap:{texthash:/etc/postfix/tls_policy, fail:test}\n',
    'lmtp_tls_policy_maps = unix:passwd.byname\n',
  ],
  good: [
    'smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy, pcre:/etc/postfix/tls_patterns\n',
    'smtp_tls_policy_maps = pipemap:{texthash:/etc/postfix/networks, cidr:/etc/postfix/levels}\n',
  ],
  at: ['smtp_tls_policy_maps', 'lmtp_tls_policy_maps'],
  find(value) {
    const findings = askedForNextHops(readTableList(value)).flatMap((table) => findingFor(table) ?? []);
    return findings.find(({ severity }) => severity !== 'warning') ?? findings[0] ?? null;
  },
});

/** The tables of a list, and those inside of them, without the ones of a pipemap: that get the answer of another. */
function askedForNextHops(tables: readonly TableReference[]): readonly TableReference[] {
  return tables.flatMap((table) => {
    const inner = tablesIn(table);
    return [table, ...askedForNextHops(table.type === 'pipemap' ? inner.slice(0, 1) : inner)];
  });
}

function findingFor({ type, text }: TableReference): SettingFinding | null {
  const table = visible(text, 60);
  switch (type) {
    case 'cidr':
      return {
        severity: 'warning',
        message: t(
          'The keys of {0} are networks: no domain and no [host] finds an entry there, only a next-hop that is a bare IPv4 address. Write texthash: and a key for each next-hop.',
          table,
        ),
      };
    case 'fail':
      return {
        message: t(
          '{0} answers each question with an error: Postfix defers all mail (4.7.5, "policy table lookup error"). Delete it.',
          table,
        ),
      };
    case 'environ':
    case 'internal':
    case 'unix':
      return { message: t('{0} holds no policies: none of its entries is one for a next-hop. Delete it.', table) };
    case null:
    default:
      return null;
  }
}
