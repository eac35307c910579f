import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { issuerPath } from '../x509/issuer-path';
import type { StorePart, TrustStore } from './trust-store';

/** By subject. */
type Roots = ReadonlyMap<string, readonly X509Certificate[]>;

/** Reading all certificates of a store takes some milliseconds, so that it is done once. */
const known = new WeakMap<Pick<TrustStore, 'ca'>, Roots>();

/**
 * The certificate of the trust store that a trusted chain leads to; null where it is not found. Like OpenSSL it prefers
 * issuers from the store to those that were sent (X509_V_FLAG_TRUSTED_FIRST).
 */
export function rootOfChain(chain: readonly X509Certificate[], store: TrustStore, now: Date): X509Certificate | null {
  const [leaf] = chain;
  if (leaf === undefined) return null;
  const roots = rootsOf(store);
  const isRoot = (certificate: X509Certificate): boolean => holds(store, certificate);
  if (isRoot(leaf)) return leaf;
  const issuers = chain.flatMap(({ issuer }) => roots.get(issuer) ?? []);
  const path = issuerPath(leaf, [...issuers, ...chain.slice(1)], isRoot, now);
  const [below, top] = path.slice(-2);
  return below !== undefined && top !== undefined && isRoot(top) && below.verify(top.publicKey) ? top : null;
}

/** The first part of a store that holds the root; null where the store has no parts. */
export function partOfRoot(root: X509Certificate, { parts }: TrustStore): StorePart | null {
  return parts.find((part) => holds(part, root)) ?? null;
}

function holds(store: Pick<TrustStore, 'ca'>, { subject, raw }: X509Certificate): boolean {
  return (
    rootsOf(store)
      .get(subject)
      ?.some((root) => root.raw.equals(raw)) ?? false
  );
}

function rootsOf(store: Pick<TrustStore, 'ca'>): Roots {
  const found = known.get(store);
  if (found !== undefined) return found;
  const roots = new Map<string, X509Certificate[]>();
  for (const pem of store.ca ?? rootCertificates) {
    const root = new X509Certificate(pem);
    roots.set(root.subject, [...(roots.get(root.subject) ?? []), root]);
  }
  known.set(store, roots);
  return roots;
}
