import { allRules, rulePage } from '../server/src/languages/languages';
import { table } from '../server/src/report/markdown';

/** One thing that a review of TLS settings looks for. */
export interface ReviewCheck {
  readonly number: number;
  readonly condition: string;
  /** The rules that find it, by their ids; none where only the network tells. */
  readonly rules: readonly string[];
  /** What finds it live, where no file tells. */
  readonly live?: string;
  /** The test in which a real Postfix answers. */
  readonly asked?: string;
  /** Why none does, where that is so. */
  readonly unasked?: string;
}

const smtp = 'test/oracle/main-cf.test.ts';
const entries = 'test/oracle/policy-rules.test.ts';
const values = 'test/oracle/main-cf-values.test.ts';
const deliveries = 'test/agreement/agreement.test.ts';

const advice = 'advice: Postfix does what is written';
/** Debian 12 has 3.7. */
const since = (release: string): string => `needs Postfix ${release}`;

type Row = readonly [condition: string, rules: string, asked: string, live?: string];

const judge = 'the verdict of `probe` and `verify`';

/** In the order of their numbers, from 1. */
const rows: readonly Row[] = [
  ['`dane` without DNSSEC lookups', 'dane-without-dnssec entries-without-dnssec', smtp],
  ['`dane-only` without DNSSEC lookups', 'dane-without-dnssec entries-without-dnssec', smtp],
  ['DANE with `smtp_host_lookup` without `dns`', 'dane-without-dns entries-without-dnssec', smtp],
  ['DANE with `ignore_mx_lookup_error = yes`', 'dane-without-dns entries-without-dnssec', smtp],
  ['DANE where the resolver completes names', 'dane-without-dns entries-without-dnssec', smtp],
  ['`disable_dns_lookups = yes` with DANE', 'dane-without-dnssec entries-without-dnssec', smtp],
  ['`dane` entries, and TLSA ignored where the MX record is unsigned', 'insecure-mx-policy', smtp],
  ['`verify` or `secure` without authorities', 'no-trust-anchors entries-without-trust-anchors', smtp],
  ['`tls_append_default_CA` without a file of authorities', 'default-authorities-unused', smtp],
  ['authorities outside of the chroot', 'trust-store-outside-chroot', smtp],
  ['no security level', 'missing-security-level', smtp],
  ['level `none` with a policy table', 'policy-table-at-none', smtp],
  ['mandatory TLS for the whole Internet', 'mandatory-tls-for-all', smtp],
  ['obsolete parameters of the client', 'obsolete-tls-parameter', smtp],
  ['`smtp_tls_per_site` beside a policy table', 'obsolete-tls-parameter', smtp],
  ['a word that is no security level', 'invalid-security-level', smtp],
  ['obsolete parameters of the server', 'obsolete-parameter', since('3.9')],
  ['TLS required on port 25', 'server-requires-tls', smtp],
  ['server level `verify`, `secure` or `fingerprint`', 'invalid-server-level', smtp],
  ['server level `dane`, or none that there is', 'invalid-server-level', smtp],
  ['TLS on the server without a certificate', 'server-tls-without-certificate', smtp],
  ['login without TLS', 'passwords-in-clear', 'no log tells what a client could have sent'],
  ['submission without mandatory TLS', 'submission-without-tls', 'no log tells what a client could have sent'],
  ['`smtpd_tls_wrappermode` on every port', 'wrappermode-on-every-port', smtp],
  ['`smtp_tls_wrappermode` below `encrypt`', 'wrappermode-below-encrypt', smtp],
  ['port 465 without `smtp_tls_wrappermode`', 'smtps-without-wrappermode', smtp],
  ['protocols `!SSLv2` alone', 'protocol-list old-protocols-allowed', 'no log tells what a list would have allowed'],
  [
    'bounds of protocols before Postfix 3.6',
    'protocol-list newer-than-postfix',
    'needs Postfix 3.5 or older; there the list is as invalid as that of 31',
  ],
  ['only old protocols', 'protocol-list outdated-protocols', smtp],
  ['a list without the newest protocols', 'protocol-list protocols-without-newest', smtp],
  ['an unknown protocol, or a blank behind `>=`', 'protocol-list invalid-protocols', smtp],
  ['strict protocols where clear text is allowed', 'strict-tls-at-may', advice],
  ['grades `low` and `export`', 'cipher-grade outdated-cipher-grade', smtp],
  ['grade `high` where clear text is allowed', 'strict-tls-at-may strict-ciphers-at-may', advice],
  ['grade `null`', 'cipher-grade null-ciphers', smtp],
  ['a sign before an excluded cipher', 'cipher-exclusion invalid-cipher-exclusion', smtp],
  ['an edited cipher list', 'edited-cipher-list', smtp],
  ['lists and files that are ignored', 'obsolete-parameter', since('3.8')],
  ['`smtpd_tls_dh1024_param_file`', 'obsolete-parameter', since('3.9')],
  ['`smtpd_tls_eecdh_grade`', 'obsolete-parameter', since('3.9')],
  ['fixed groups of the key exchange', 'fixed-key-exchange-groups', advice],
  ['`tls_preempt_cipherlist = yes`', 'preempted-cipher-order', advice],
  ['`tls_wildcard_matches_multiple_labels`', 'obsolete-parameter', smtp],
  ['fingerprints by a weak digest', 'weak-digest weak-fingerprint', smtp],
  ['digests of another length', 'digest-of-another-length', smtp],
  ['level `fingerprint` for all', 'mandatory-tls-for-all', smtp],
  ['`hostname` among the names of `secure`', 'unsafe-secure-match match-hostname', 'no log tells that DNS was forged'],
  ['`verify` with MX records', 'verify-by-mx unsafe-level-verify', 'no log tells that DNS was forged'],
  ['`secure` where the MX hosts have other names', 'plain-secure-in-shared-list', deliveries, judge],
  ['`match=nexthop` and a wildcard certificate', '', deliveries, judge],
  ['no `servername` where the provider needs one', '', deliveries, judge],
  ['one server name for all', 'fixed-servername', advice],
  ['a relay without brackets', 'relay-by-mx', smtp],
  ['a key that is not written as the next-hop', 'unreachable-key', smtp],
  ['recipient domains where a relay takes all mail', 'unreachable-key', smtp],
  [
    'keys that no next-hop has',
    'dead-wildcard-key trailing-dot-key quoted-key mail-address-key key-with-transport invalid-key',
    entries,
  ],
  ['a domain without its sub-domains, or the reverse', 'half-covered-domain', entries],
  ['a key for a whole top-level domain', 'public-suffix-key', entries],
  ['one spelling of an internationalised domain', 'idn-key-without-twin', entries],
  ['a key that stands twice in a texthash table', 'duplicate-key', entries],
  ['a key that stands twice in another table', 'duplicate-key', entries],
  ['an index that is older than its text', 'stale-table-index', smtp],
  ['a table without its file, or of no type', 'missing-table-file unknown-table-type', smtp],
  ['tables of Berkeley DB', 'berkeley-db-table', 'needs a Postfix without Berkeley DB'],
  ['patterns without anchors, or with unescaped dots', 'unanchored-pattern unescaped-dot', entries],
  ['patterns that match `.parent` keys, too', 'unanchored-pattern', entries],
  ['a policy that comes over an open network', 'spoofable-table', advice],
  ['`dane` where the MX hosts are in an unsigned zone', '', deliveries, judge],
  ['`dane-only` without DNSSEC or TLSA records', '', deliveries, judge],
  ['`smtp_tls_note_starttls_offer`', 'starttls-offer-noted', smtp],
  ['no TLS in the log', 'tls-log-level', smtp],
  ['TLS log level for debugging', 'tls-log-level', smtp],
  ['no session cache of the client', 'no-session-cache', advice],
  ['a session cache in the wrong place', 'session-cache-place', smtp],
  ['a session cache of the server', 'server-session-cache', advice],
  ['reuse of connections without tlsproxy(8)', 'missing-tlsproxy', smtp],
  ['reuse of connections and `policy_failure`', 'unenforced-policy-failure', since('3.10')],
  ['TLSRPT in a build or release without it', 'newer-parameter tlsrpt-without-effect', since('3.10')],
  ['TLSRPT at level `none`', 'tlsrpt-without-effect', since('3.10')],
  ['MX patterns of MTA-STS not enforced', 'sts-patterns-unenforced', since('3.10.5')],
  ['one address family first', 'address-family-preference', advice],
  ['a password for a relay in the clear', 'relay-password-in-clear', 'no log tells what a server could have read'],
  ['a client certificate without need', 'unneeded-client-certificate', advice],
  ['`smtpd_tls_ask_ccert` on port 25', 'client-certificates-at-may', advice],
  ['`smtpd_tls_req_ccert` at level `may`', 'client-certificates-at-may', smtp],
  ['`smtp_cname_overrides_servername`', 'obsolete-parameter', since('3.11')],
  ['a parameter that the release does not know', 'newer-parameter unused-parameter', smtp],
  ['a value of the wrong type', 'invalid-parameter-value', values],
  ['REQUIRETLS enforced for all', 'requiretls-enforced', since('3.11')],
  ['one key in two tables', 'key-in-two-tables', smtp],
];

export const reviewChecks: readonly ReviewCheck[] = rows.map(([condition, rules, asked, live], index) => ({
  number: index + 1,
  condition,
  rules: rules.split(' ').filter((rule) => rule !== ''),
  ...(asked.startsWith('test/') ? { asked } : { unasked: asked }),
  ...(live === undefined ? {} : { live }),
}));

export const reviewChecksPath = 'docs/review-checks.md';

/** The page, as Markdown. */
export function reviewChecksText(): string {
  const owners = new Map(allRules().map(({ rule, language }) => [rule.id, language.title]));
  const body = reviewChecks.map(({ number, condition, rules, live, asked, unasked = '' }) => [
    String(number),
    condition,
    [
      ...rules.map((rule) => `[${rule}](${rulePage(rule).replace(/^docs\//, '')})`),
      ...(live === undefined ? [] : [live]),
    ].join(', '),
    [...new Set(rules.map((rule) => owners.get(rule) ?? ''))].join('; '),
    asked === undefined ? unasked : `\`${asked}\``,
  ]);
  return `<!-- Written from docs/review-checks.ts by \`npm run docs\`. -->

# What a review of TLS settings looks for

Ninety things that go wrong between a mail server's TLS settings and its policy tables, the rules that find them, and where a real Postfix is asked
whether it does what the rule says; where none is, the last column says why. Where no file tells, a live look does.

${table(['', 'Condition', 'Found by', 'Reads', 'Asked of Postfix in'], body)}
`;
}
