import type { Settings } from './settings';

/** What an entry for a domain can be made of. */
export interface DomainFacts {
  readonly nextHop: string;
  /** The MX hosts in the order in which they are tried; empty where there is none. */
  readonly hosts: readonly string[];
  /** SHA-256 digests of the certificates and keys that the hosts show; empty where none was seen. */
  readonly certificateDigests: readonly string[];
  readonly keyDigests: readonly string[];
  /** The same digests by another algorithm of OpenSSL, taken by Node. */
  readonly digestsBy: (algorithm: string) => {
    readonly certificates: readonly string[];
    readonly keys: readonly string[];
  };
}

/** One way to write a policy entry, tried at every scenario by a transport of its own. */
export interface Variant {
  /** Letters, digits and hyphens. */
  readonly id: string;
  /** The value as the documentation shows it. */
  readonly shown: string;
  /** The value for one domain; null for no entry. */
  readonly value: (facts: DomainFacts) => string | null;
  /** The key of one entry for all domains; the default is the next-hop. */
  readonly key?: string;
  readonly settings?: Settings;
  /** Whether it is tried at each address of a scenario alone, too. */
  readonly atEachAddress?: boolean;
}

const nobodysDigest = 'ab'.repeat(32);
const nobodysHost = 'mx.invalid';

const fixed = (id: string, value: string, more: Partial<Variant> = {}): Variant => ({
  id,
  shown: value,
  value: () => value,
  ...more,
});
const alone: Partial<Variant> = { atEachAddress: true };

const named =
  (level: string, name: (hosts: readonly string[]) => string) =>
  ({ hosts }: DomainFacts): string =>
    `${level} match=${name(hosts.length > 0 ? hosts : [nobodysHost])}`;
const suffixOf = ([first = nobodysHost]: readonly string[]): string => first.slice(first.indexOf('.'));
const pinned =
  (digests: (facts: DomainFacts) => readonly string[]) =>
  (facts: DomainFacts): string =>
    `fingerprint match=${(digests(facts).length > 0 ? digests(facts) : [nobodysDigest]).join('|')}`;
const pinnedBy = (
  algorithm: string,
  shown: 'CERTIFICATES' | 'KEYS',
  digests: (facts: DomainFacts) => readonly string[],
): Variant => ({
  id: `fingerprint-by-${algorithm}`,
  shown: `fingerprint match=${shown}-BY-${algorithm.toUpperCase()} (smtp_tls_fingerprint_digest = ${algorithm})`,
  value: pinned(digests),
  settings: { smtp_tls_fingerprint_digest: algorithm },
});

const insecureMx = 'smtp_tls_dane_insecure_mx_policy';
const noDnssec: Settings = { smtp_dns_support_level: 'enabled' };

/** The server names that these entries send, and main.cf for them. */
export const sentNames = ['hostname', 'nexthop'] as const;

export const variants: readonly Variant[] = [
  { id: 'absent', shown: '(no entry, smtp_tls_security_level = may)', value: () => null },
  ...(['encrypt', 'secure', 'dane'] as const).map(
    (level): Variant => ({
      id: `absent-${level}`,
      shown: `(no entry, smtp_tls_security_level = ${level})`,
      value: () => null,
      // The default of Postfix 3.7.11 under a global dane.
      settings: { smtp_tls_security_level: level, ...(level === 'dane' ? { [insecureMx]: 'dane' } : {}) },
    }),
  ),
  fixed('none', 'none', alone),
  fixed('may', 'may', alone),
  fixed('may-tls13', 'may protocols=>=TLSv1.3'),
  fixed('may-no-protocol', 'may', {
    shown: 'may (smtp_tls_protocols = TLSv9)',
    settings: { smtp_tls_protocols: 'TLSv9' },
  }),
  fixed('may-too-new', 'may enable_rpk=no'),
  fixed('encrypt', 'encrypt', alone),
  fixed('encrypt-tls12', 'encrypt protocols=>=TLSv1.2', {
    shown:
      'encrypt protocols=>=TLSv1.2 (smtp_tls_mandatory_protocols = >=TLSv1.3, smtp_tls_mandatory_ciphers = high, smtp_tls_exclude_ciphers = RC4, aNULL)',
    settings: {
      smtp_tls_mandatory_protocols: '>=TLSv1.3',
      smtp_tls_mandatory_ciphers: 'high',
      smtp_tls_exclude_ciphers: 'RC4, aNULL',
    },
  }),
  fixed('encrypt-no-grade', 'encrypt ciphers=best'),
  {
    id: 'fingerprint-key',
    shown: 'fingerprint match=KEYS',
    value: pinned(({ keyDigests }) => keyDigests),
    ...alone,
  },
  {
    id: 'fingerprint-first',
    shown: 'fingerprint match=FIRST-CERTIFICATE',
    value: pinned(({ certificateDigests }) => certificateDigests.slice(0, 1)),
  },
  fixed('fingerprint-other', `fingerprint match=${nobodysDigest}`, { shown: 'fingerprint match=OTHER' }),
  fixed('fingerprint-bare', 'fingerprint'),
  {
    id: 'fingerprint-sha1',
    shown: 'fingerprint match=KEYS (smtp_tls_fingerprint_digest = sha1)',
    value: pinned(({ keyDigests }) => keyDigests),
    settings: { smtp_tls_fingerprint_digest: 'sha1' },
  },
  pinnedBy('md5', 'CERTIFICATES', ({ digestsBy }) => digestsBy('md5').certificates),
  pinnedBy('sha1', 'KEYS', ({ digestsBy }) => digestsBy('sha1').keys),
  // For DANE, by which Postfix compares, the one without a matching type of its own.
  pinnedBy('sha384', 'KEYS', ({ digestsBy }) => digestsBy('sha384').keys),
  fixed('verify', 'verify', alone),
  fixed('verify-nexthop', 'verify match=nexthop:dot-nexthop'),
  fixed('secure', 'secure', alone),
  fixed('secure-dot-nexthop', 'secure match=dot-nexthop'),
  fixed('secure-hostname', 'secure match=hostname'),
  fixed('secure-twice', 'secure match=nexthop match=hostname'),
  { id: 'secure-hosts', shown: 'secure match=HOSTS', value: named('secure', (hosts) => hosts.join(':')), ...alone },
  { id: 'secure-suffix', shown: 'secure match=.SUFFIX', value: named('secure', suffixOf) },
  { id: 'secure-wildcard', shown: 'secure match=*.SUFFIX', value: named('secure', (hosts) => `*${suffixOf(hosts)}`) },
  {
    id: 'secure-servername',
    shown: 'secure match=HOSTS servername=hostname',
    value: (facts) => `${named('secure', (hosts) => hosts.join(':'))(facts)} servername=hostname`,
  },
  fixed('secure-servername-next-hop', 'secure servername=nexthop'),
  fixed('secure-names-itself', 'secure', {
    shown: 'secure (smtp_tls_servername = hostname)',
    settings: { smtp_tls_servername: 'hostname' },
  }),
  fixed('secure-parent', 'secure', { shown: '.example secure', key: '.example' }),
  fixed('secure-nexthop-only', 'secure', {
    shown: 'secure (smtp_tls_secure_cert_match = nexthop)',
    settings: { smtp_tls_secure_cert_match: 'nexthop' },
  }),
  fixed('secure-two-addresses', 'secure', {
    shown: 'secure (smtp_mx_address_limit = 2)',
    settings: { smtp_mx_address_limit: '2' },
  }),
  fixed('secure-tls13', 'secure', {
    shown: 'secure (smtp_tls_mandatory_protocols = >=TLSv1.3, smtp_tls_protocols = TLSv9)',
    settings: { smtp_tls_mandatory_protocols: '>=TLSv1.3', smtp_tls_protocols: 'TLSv9' },
  }),
  fixed('secure-no-roots', 'secure', { shown: 'secure (smtp_tls_CAfile empty)', settings: { smtp_tls_CAfile: '' } }),
  fixed('dane', 'dane', alone),
  fixed('dane-insecure-encrypt', 'dane', {
    shown: `dane (${insecureMx} = encrypt)`,
    settings: { [insecureMx]: 'encrypt' },
  }),
  fixed('dane-insecure-dane', 'dane', {
    shown: `dane (${insecureMx} = dane)`,
    settings: { [insecureMx]: 'dane' },
    ...alone,
  }),
  fixed('dane-lists', 'dane', {
    shown: 'dane (smtp_tls_protocols = >=TLSv1.3, smtp_tls_mandatory_exclude_ciphers = !RC4)',
    settings: { smtp_tls_protocols: '>=TLSv1.3', smtp_tls_mandatory_exclude_ciphers: '!RC4' },
  }),
  fixed('dane-servername', 'dane servername=hostname'),
  fixed('dane-parent', 'dane', { shown: '.example dane', key: '.example' }),
  fixed('dane-only', 'dane-only', alone),
  fixed('dane-no-dnssec', 'dane', { shown: 'dane (without DNSSEC lookups)', settings: noDnssec }),
  fixed('dane-only-no-dnssec', 'dane-only', { shown: 'dane-only (without DNSSEC lookups)', settings: noDnssec }),
  fixed('secure-no-dnssec', 'secure', { shown: 'secure (without DNSSEC lookups)', settings: noDnssec }),
];
