import { t } from '../text/translate';
/** The security levels that a policy entry may name (postconf(5) smtp_tls_policy_maps), from weak to strong. */
export const securityLevels = [
  'none',
  'may',
  'encrypt',
  'fingerprint',
  'verify',
  'secure',
  'dane',
  'dane-only',
] as const;
export type SecurityLevel = (typeof securityLevels)[number];

/**
 * The order in which levels are offered: first those that prove who the server is, beginning with the one that holds without
 * DNSSEC. `dane-only` stands behind them, since it defers mail wherever a receiver gives DANE up.
 */
export const levelsAsOffered: readonly SecurityLevel[] = [
  'secure',
  'dane',
  'dane-only',
  'fingerprint',
  'verify',
  'encrypt',
  'may',
  'none',
];

/** Levels that prove who the server is are not ranked among each other: none of them is a weaker form of another. */
export const levelRanks: Readonly<Record<SecurityLevel, number>> = {
  none: 0,
  may: 1,
  encrypt: 2,
  verify: 3,
  fingerprint: 4,
  secure: 4,
  dane: 4,
  'dane-only': 4,
};

export interface LevelFacts {
  /** The first Postfix release that knows the level. */
  readonly since: string;
  /** Whether a delivery uses TLS. */
  readonly tls: 'off' | 'optional' | 'required' | 'by-tlsa';
  /** What is proven about the server; null for nothing. */
  readonly authenticates: string | null;
  /** When a delivery goes on with less than the level asks for, and what becomes of the mail otherwise. */
  readonly fallsBack: string;
  /** What DNS must prove for the level to hold; null where it rests on nothing that DNS says. */
  readonly dns: string | null;
  /** One sentence for hover texts and pages. */
  readonly summary: string;
}

/** TLS_README(5), *Client TLS security levels*. */
export const levelFacts: Readonly<Record<SecurityLevel, LevelFacts>> = {
  none: {
    since: '2.3',
    tls: 'off',
    authenticates: null,
    fallsBack: 'Never: there is no TLS to lose.',
    dns: null,
    summary: 'No TLS: STARTTLS is never sent, and mail goes in the clear.',
  },
  may: {
    since: '2.3',
    tls: 'optional',
    authenticates: null,
    fallsBack:
      'Without STARTTLS at once to clear text; after a failed handshake to clear text, as soon as the mail has waited for minimal_backoff_time (300 seconds by default).',
    dns: null,
    summary: 'TLS if the server offers it; mail goes in the clear without it, or after a failed handshake.',
  },
  encrypt: {
    since: '2.3',
    tls: 'required',
    authenticates: null,
    fallsBack: 'Never: without TLS mail is deferred (4.7.4 or 4.7.5).',
    dns: null,
    summary: 'TLS or no delivery; any certificate will do, so nothing proves that the server is the right one.',
  },
  fingerprint: {
    since: '2.5',
    tls: 'required',
    authenticates: "the digest of the server's certificate or public key",
    fallsBack: 'Never: mail is deferred (4.7.5) until a server shows a listed digest.',
    dns: null,
    summary: 'TLS with a server whose certificate or public key has one of the listed digests.',
  },
  verify: {
    since: '2.3',
    tls: 'required',
    authenticates: 'a trusted chain and, by default, the name of the MX host',
    fallsBack: 'Never: mail is deferred (4.7.5).',
    dns: 'The name that is compared comes from the MX record: whoever forges the record chooses the name.',
    summary: 'TLS with a trusted certificate that carries the name of the MX host, a name that DNS chose.',
  },
  secure: {
    since: '2.3',
    tls: 'required',
    authenticates: 'a trusted chain and, by default, the name of the next-hop',
    fallsBack: 'Never: mail is deferred (4.7.5).',
    dns: null,
    summary: 'TLS with a trusted certificate that carries the next-hop, a sub-domain of it, or a name in match=.',
  },
  dane: {
    since: '2.11',
    tls: 'by-tlsa',
    authenticates: 'TLSA records, where usable ones are published',
    fallsBack:
      'To may where the MX record or the address of the host is not DNSSEC-secure or there is no TLSA record, and to encrypt where none of the records is usable. A failed TLSA lookup, or a certificate that matches no record, defers mail.',
    dns: 'smtp_dns_support_level = dnssec and a resolver that validates; else it acts as may, with a warning.',
    summary: 'TLS verified by DNSSEC-secure TLSA records; acts as may where there are none.',
  },
  'dane-only': {
    since: '2.11',
    tls: 'required',
    authenticates: 'TLSA records',
    fallsBack: 'Never: without usable DNSSEC-secure TLSA records mail is deferred (4.7.5).',
    dns: 'smtp_dns_support_level = dnssec and a resolver that validates; else all mail is deferred.',
    summary: 'TLS verified by DNSSEC-secure TLSA records; mail waits where there are none.',
  },
};

/** The level that a word names in any case; null where Postfix knows none (`halfdane` is for its own output only). */
export function levelNamed(word: string): SecurityLevel | null {
  const folded = word.toLowerCase();
  return securityLevels.find((level) => level === folded) ?? null;
}

/** What a level means, in Markdown: what it proves, when it falls back, and what it needs of DNS. */
export function describeLevel(level: SecurityLevel): string {
  const { summary, authenticates, fallsBack, dns, since } = levelFacts[level];
  return [
    `**\`${level}\`** ${t(summary)}`,
    `- ${t('Authenticates: {0}.', t(authenticates ?? 'nothing'))}`,
    `- ${t('Falls back: {0}', lowered(t(fallsBack)))}`,
    ...(dns === null ? [] : [`- ${t('DNS: {0}', t(dns))}`]),
    `- ${t('Since Postfix {0}.', since)}`,
  ]
    .join('\n')
    .replace('\n', '\n\n');
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
