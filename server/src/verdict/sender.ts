import type { SecurityLevel } from '../policy/entry';
import { isAtLeast } from './release';
import type { SessionParameter } from './session-parameters';

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
  /** mail_version, as in `3.7.11`. Absent where it is not known; then a verdict has to hold for every release. */
  readonly version?: string;
  /** smtp_tls_servername: a name, `hostname` or `nexthop`; absent where none is sent. */
  readonly serverName?: string;
  /** smtp_tls_enforce_sts_mx_patterns, which releases that have it take for `yes`. */
  readonly enforceStsMxPatterns?: boolean;
  /** smtp_tls_trust_anchor_file, which `verify` and `secure` trust in the place of all CAs; absent where there is none. */
  readonly trustAnchorFiles?: readonly string[];
  /** smtp_tls_fingerprint_digest; the default is sha256. */
  readonly fingerprintDigest?: string;
  /**
   * The lists of protocols and ciphers; one that is absent counts as the default of every release since 2.6, which holds all
   * that the probe offers.
   */
  readonly session?: Readonly<Partial<Record<SessionParameter, string>>>;
  /** The cipher grades whose lists main.cf sets by tls_high_cipherlist and the like. */
  readonly editedGrades?: readonly string[];
  /**
   * `probed`, the default: the roots that the probe verified against. `empty`: neither smtp_tls_CAfile nor
   * smtp_tls_CApath is set, so that `verify` and `secure` trust nobody.
   */
  readonly trustStore?: 'probed' | 'empty';
  /** The trust anchor files that entries name by `tafile=`, PEM by path; of a file that is not among them nothing is known. */
  readonly anchorFiles?: Readonly<Record<string, string>>;
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

/**
 * A sender of which the releases are known. The version is, where it is a single one; of several the oldest decides what
 * all of them do for `dane`, as newer ones protect more.
 *
 * @param releases without their patch levels, as `3.7`; `to` is null for every later one
 */
export function ofReleases(
  sender: Sender,
  { from, to }: { readonly from: string; readonly to: string | null },
): Sender {
  return {
    ...sender,
    daneInsecureMxPolicy: defaultInsecureMxPolicy(from, sender.globalLevel),
    ...(from === to ? { version: from } : {}),
  };
}

/**
 * The built-in default of smtp_tls_dane_insecure_mx_policy: `dane` from 3.6.17, 3.7.13, 3.8.8, 3.9.2 and 3.10 on; before
 * only where smtp_tls_security_level itself is `dane` (postconf(5)).
 *
 * @param version mail_version, as in `3.7.11`
 */
export function defaultInsecureMxPolicy(version: string, globalLevel: SecurityLevel): 'may' | 'dane' {
  return globalLevel === 'dane' || isAtLeast(version, insecureMxReleases) ? 'dane' : 'may';
}

const insecureMxReleases = ['3.6.17', '3.7.13', '3.8.8', '3.9.2', '3.10.0'];
