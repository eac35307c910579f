import type { SecurityLevel } from './levels';

export interface AttributeFacts {
  readonly name: string;
  /** The first Postfix release that knows the attribute. */
  readonly since: string;
  /** The levels at which it may stand. At `none` Postfix ignores every attribute with a warning. */
  readonly levels: readonly SecurityLevel[];
  /** A level at which only a later release takes it. */
  readonly laterAt?: { readonly level: SecurityLevel; readonly since: string };
  /** What a second occurrence does: adds to the first, replaces it, or is an error. */
  readonly repeat: 'append' | 'last-wins' | 'error';
  readonly mayBeEmpty: boolean;
  readonly value: ValueGrammar;
  /** One sentence for hover texts and pages. */
  readonly summary: string;
}

/** The shape of an attribute's value. */
export type ValueGrammar =
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly checkedAt: 'lookup' | 'handshake' }
  | {
      readonly kind: 'protocols' | 'cipher-names' | 'match' | 'path' | 'server-name' | 'digits' | 'host-name' | 'text';
    };

const withTls: readonly SecurityLevel[] = ['may', 'encrypt', 'fingerprint', 'verify', 'secure', 'dane', 'dane-only'];

const yesNo: ValueGrammar = { kind: 'words', words: ['yes', 'no'], checkedAt: 'lookup' };

/** postconf(5) smtp_tls_policy_maps and tls_policy_lookup_one() of smtp(8). */
export const attributes: readonly AttributeFacts[] = [
  {
    name: 'match',
    since: '2.3',
    levels: ['fingerprint', 'verify', 'secure'],
    laterAt: { level: 'fingerprint', since: '2.5' },
    repeat: 'append',
    mayBeEmpty: false,
    value: { kind: 'match' },
    summary: 'The names, or at level fingerprint the digests, of which the certificate must carry one.',
  },
  {
    name: 'tafile',
    since: '2.11',
    levels: ['verify', 'secure'],
    repeat: 'append',
    mayBeEmpty: false,
    value: { kind: 'path' },
    summary: 'A file with trust anchors that replace the certification authorities of main.cf.',
  },
  {
    name: 'servername',
    since: '3.4',
    levels: withTls,
    repeat: 'error',
    mayBeEmpty: false,
    value: { kind: 'server-name' },
    summary: 'The name to send in the TLS server name indication: hostname, nexthop, or a host name.',
  },
  {
    name: 'protocols',
    since: '2.3',
    levels: withTls,
    laterAt: { level: 'may', since: '2.6' },
    repeat: 'error',
    mayBeEmpty: true,
    value: { kind: 'protocols' },
    summary: 'The TLS protocol versions, as >=TLSv1.2 or a list with colons.',
  },
  {
    name: 'ciphers',
    since: '2.3',
    levels: withTls,
    laterAt: { level: 'may', since: '2.6' },
    repeat: 'error',
    mayBeEmpty: false,
    value: { kind: 'words', words: ['high', 'medium', 'low', 'export', 'null'], checkedAt: 'handshake' },
    summary: 'The least cipher grade.',
  },
  {
    name: 'exclude',
    since: '2.6',
    levels: withTls,
    repeat: 'error',
    mayBeEmpty: true,
    value: { kind: 'cipher-names' },
    summary: 'Ciphers that are not used, in the place of the exclusions of main.cf.',
  },
  {
    name: 'connection_reuse',
    since: '3.4',
    levels: withTls,
    repeat: 'last-wins',
    mayBeEmpty: false,
    value: yesNo,
    summary: 'Whether a TLS connection may carry several messages.',
  },
  {
    name: 'enable_rpk',
    since: '3.9',
    levels: withTls,
    repeat: 'last-wins',
    mayBeEmpty: false,
    value: yesNo,
    summary: 'Whether to ask for a raw public key in the place of a certificate.',
  },
  {
    name: 'policy_type',
    since: '3.10',
    levels: withTls,
    repeat: 'error',
    mayBeEmpty: false,
    value: { kind: 'words', words: ['sts', 'no-policy-found'], checkedAt: 'lookup' },
    summary: 'For TLSRPT: where a policy plugin found the policy.',
  },
  {
    name: 'policy_ttl',
    since: '3.10',
    levels: withTls,
    repeat: 'error',
    mayBeEmpty: false,
    value: { kind: 'digits' },
    summary: "For TLSRPT: the policy's time to live in seconds.",
  },
  {
    name: 'policy_domain',
    since: '3.10',
    levels: withTls,
    repeat: 'error',
    mayBeEmpty: false,
    value: { kind: 'host-name' },
    summary: 'For TLSRPT: the domain that published the policy.',
  },
  {
    name: 'policy_string',
    since: '3.10',
    levels: withTls,
    repeat: 'append',
    mayBeEmpty: true,
    value: { kind: 'text' },
    summary: 'For TLSRPT: one line of the policy.',
  },
  {
    name: 'mx_host_pattern',
    since: '3.10',
    levels: withTls,
    repeat: 'append',
    mayBeEmpty: true,
    value: { kind: 'text' },
    summary: 'For TLSRPT and MTA-STS: an MX host name, or *. and a name, that the policy allows.',
  },
  {
    name: 'policy_failure',
    since: '3.10',
    levels: withTls,
    repeat: 'error',
    mayBeEmpty: false,
    value: {
      kind: 'words',
      words: ['sts-policy-fetch-error', 'sts-policy-invalid', 'sts-webpki-invalid', 'validation-failure'],
      checkedAt: 'lookup',
    },
    summary: 'For TLSRPT: why the policy could not be had; certificate matching then always fails.',
  },
];

const byName = new Map(attributes.map((attribute) => [attribute.name, attribute]));

/** The attribute of this name in any case; undefined where Postfix knows none. */
export function attributeFacts(name: string): AttributeFacts | undefined {
  return byName.get(name.toLowerCase());
}
