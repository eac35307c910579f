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

export interface LevelFacts {
  /** The first Postfix release that knows the level. */
  readonly since: string;
  /** Whether a delivery uses TLS. */
  readonly tls: 'off' | 'optional' | 'required' | 'by-tlsa';
  /** What is proven about the server; null for nothing. */
  readonly authenticates: string | null;
  /** One sentence for hover texts and pages. */
  readonly summary: string;
}

/** TLS_README(5), *Client TLS security levels*. */
export const levelFacts: Readonly<Record<SecurityLevel, LevelFacts>> = {
  none: {
    since: '2.3',
    tls: 'off',
    authenticates: null,
    summary: 'No TLS: STARTTLS is never sent, and mail goes in the clear.',
  },
  may: {
    since: '2.3',
    tls: 'optional',
    authenticates: null,
    summary: 'TLS if the server offers it; mail goes in the clear without it, or after a failed handshake.',
  },
  encrypt: {
    since: '2.3',
    tls: 'required',
    authenticates: null,
    summary: 'TLS or no delivery; any certificate will do, so nothing proves that the server is the right one.',
  },
  fingerprint: {
    since: '2.5',
    tls: 'required',
    authenticates: "the digest of the server's certificate or public key",
    summary: 'TLS with a server whose certificate or public key has one of the listed digests.',
  },
  verify: {
    since: '2.3',
    tls: 'required',
    authenticates: 'a trusted chain and, by default, the name of the MX host',
    summary: 'TLS with a trusted certificate that carries the name of the MX host, a name that DNS chose.',
  },
  secure: {
    since: '2.3',
    tls: 'required',
    authenticates: 'a trusted chain and, by default, the name of the next-hop',
    summary: 'TLS with a trusted certificate that carries the next-hop, a sub-domain of it, or a name in match=.',
  },
  dane: {
    since: '2.11',
    tls: 'by-tlsa',
    authenticates: 'TLSA records, where usable ones are published',
    summary: 'TLS verified by DNSSEC-secure TLSA records; acts as may where there are none.',
  },
  'dane-only': {
    since: '2.11',
    tls: 'required',
    authenticates: 'TLSA records',
    summary: 'TLS verified by DNSSEC-secure TLSA records; mail waits where there are none.',
  },
};
