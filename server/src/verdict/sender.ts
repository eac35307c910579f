import type { SecurityLevel } from '../policy/entry';

/**
 * The facts about the sending Postfix that a verdict rests on (docs/architecture.md, *The sender*).
 *
 * `dnssec`: DNSSEC lookups on, validating resolver, public CAs. `any`: a CA file and nothing more, as with the
 * consumers of a shared list; `dane` silently acts as `may` there. `site`: a known main.cf.
 */
export interface Sender {
  readonly profile: 'site' | 'dnssec' | 'any';
  /** smtp_dns_support_level = dnssec, smtp_host_lookup with dns, and a validating resolver. */
  readonly dnssecLookups: boolean;
  /** smtp_tls_security_level: the level of destinations without an entry. */
  readonly globalLevel: SecurityLevel;
  /** smtp_tls_dane_insecure_mx_policy, after the version's default. */
  readonly daneInsecureMxPolicy: 'may' | 'encrypt' | 'dane';
  /** smtp_tls_secure_cert_match. */
  readonly secureCertMatch: readonly string[];
  /** smtp_tls_verify_cert_match. */
  readonly verifyCertMatch: readonly string[];
  /** smtp_mx_address_limit: addresses that one delivery tries at most; 0: no limit. */
  readonly mxAddressLimit: number;
}

const publicDefaults = {
  secureCertMatch: ['nexthop', 'dot-nexthop'],
  verifyCertMatch: ['hostname'],
  mxAddressLimit: 5,
} as const;

/** The sender of a bare probe. */
export const dnssecSender: Sender = {
  ...publicDefaults,
  profile: 'dnssec',
  dnssecLookups: true,
  globalLevel: 'may',
  // The default of Postfix 3.6.16, 3.7.12 and older under a global `may`; newer ones protect more, never less.
  daneInsecureMxPolicy: 'may',
};

/** The sender that a shared list must assume. */
export const anySender: Sender = { ...dnssecSender, profile: 'any', dnssecLookups: false };
