import { domainToASCII } from 'node:url';
import type { PolicyValue } from '../policy/entry';
import type { CertificateEvidence } from '../probe/evidence';
import type { Sender } from './sender';

/** The names of a certificate that Postfix compares: those of the server's own one. */
export type CertificateNames = Pick<CertificateEvidence, 'dnsNames' | 'commonName'>;

/** For whom a match strategy is expanded: the next-hop without brackets and port, and the MX host. */
export interface MatchContext {
  readonly nextHop: string;
  readonly host: string;
}

/**
 * The match strategies in force for an entry at `verify` or `secure`: those of its `match` attributes, else the
 * sender's (smtp_tls_secure_cert_match, smtp_tls_verify_cert_match).
 */
export function matchStrategies(value: PolicyValue, sender: Sender): readonly string[] {
  const own = value.attributes
    .filter(({ name }) => name === 'match')
    .flatMap((attribute) => attribute.value.split(':'));
  const strategies = own.map((strategy) => strategy.trim()).filter((strategy) => strategy !== '');
  if (own.length > 0) return strategies;
  return value.level === 'verify' ? sender.verifyCertMatch : sender.secureCertMatch;
}

/**
 * The name that a strategy stands for (add_namechecks() of src/tls/tls_client.c); with a leading dot it stands for any
 * name below. Null for a lone dot, which Postfix ignores.
 */
export function expandStrategy(strategy: string, { nextHop, host }: MatchContext): string | null {
  switch (strategy.toLowerCase()) {
    case 'nexthop':
      return nextHop;
    case 'dot-nexthop':
      return `.${nextHop}`;
    case 'hostname':
      return host;
    case '.':
      return null;
    default:
      return toAscii(strategy);
  }
}

/**
 * The certificate name that satisfies a strategy, as it stands in the certificate; null where none does. The common
 * name counts only for a certificate without any dNSName (X509_check_host(3)).
 */
export function matchingName(strategy: string, context: MatchContext, certificate: CertificateNames): string | null {
  const wanted = expandStrategy(strategy, context);
  return wanted === null ? null : (presentedNames(certificate).find((name) => nameMatches(name, wanted)) ?? null);
}

/** The names that a certificate claims. */
export function presentedNames({ dnsNames, commonName }: CertificateNames): readonly string[] {
  if (dnsNames.length > 0) return dnsNames;
  return commonName === null ? [] : [commonName];
}

/**
 * Whether a name in a certificate stands for the wanted one, as OpenSSL compares them for Postfix from 3.6 on: `*` only
 * as the whole left-most label and for exactly one label, with at least two labels after it; `.example.org` for every
 * name that ends in it, a wildcard name included.
 */
export function nameMatches(presented: string, wanted: string): boolean {
  const name = presented.toLowerCase();
  const reference = wanted.toLowerCase();
  if (reference === '' || name.includes('\0')) return false;
  if (reference.length > 1 && reference.startsWith('.')) return name.endsWith(reference);
  return name === reference || (isWildcard(name) && labelUnder(name.slice(1), reference));
}

/** A wildcard that OpenSSL obeys (valid_star() of crypto/x509/v3_utl.c, without partial wildcards). */
export function isWildcard(name: string): boolean {
  return /^\*(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?){2,}$/i.test(name);
}

/** Whether the name is one label and then the suffix, which begins with a dot. */
function labelUnder(suffix: string, name: string): boolean {
  if (!name.endsWith(suffix)) return false;
  const label = name.slice(0, -suffix.length);
  return label === '*' || /^[a-z0-9-]+$/.test(label);
}

/** Postfix turns names in U-labels to A-labels; what can't be turned stays, and then matches nothing. */
function toAscii(name: string): string {
  // Only printable ASCII stays as it is.
  if (/^[!-~]*$/.test(name)) return name;
  const dot = name.startsWith('.') ? '.' : '';
  const ascii = domainToASCII(name.slice(dot.length));
  return ascii === '' ? name : `${dot}${ascii}`;
}
