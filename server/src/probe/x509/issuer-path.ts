import type { X509Certificate } from 'node:crypto';
import { readCertificate } from './certificate';
import { isWithin, validityOf } from './validity';

/** Certificates on the way from a server's own to its anchor, both included: Postfix may take more or fewer. */
export const longestPath = 10;

/**
 * Walks from the server's certificate to its issuers among the candidates, one after the other, until `isAnchor` takes
 * one. Like OpenSSL (build_chain() of crypto/x509/x509_vfy.c) it looks at names and key identifiers, prefers an issuer
 * that is valid now, and never goes back: signatures are for later, and a wrong turn is the server's.
 *
 * @returns The certificates in order; the last one is the anchor where `isAnchor` took it.
 */
export function issuerPath(
  leaf: X509Certificate,
  candidates: readonly X509Certificate[],
  isAnchor: (certificate: X509Certificate) => boolean,
  now: Date,
): readonly X509Certificate[] {
  const path = [leaf];
  for (let top = leaf; path.length < longestPath && !isSelfIssued(top); ) {
    const issuer = bestIssuer(top, candidates, path, now);
    if (issuer === null) break;
    path.push(issuer);
    if (isAnchor(issuer)) break;
    top = issuer;
  }
  return path;
}

/** Whether the certificate names itself as issuer; nothing is said about its signature. */
export function isSelfIssued(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate);
}

/** The first one that is valid now, else the one that is valid longest. */
function bestIssuer(
  certificate: X509Certificate,
  candidates: readonly X509Certificate[],
  path: readonly X509Certificate[],
  now: Date,
): X509Certificate | null {
  const issuers = candidates
    .filter((each) => certificate.checkIssued(each) && !path.some(({ raw }) => raw.equals(each.raw)))
    .map((issuer) => ({ issuer, validity: validityOf(readCertificate(issuer.raw)) }));
  const valid = issuers.find(({ validity }) => isWithin(validity, now));
  if (valid !== undefined) return valid.issuer;
  const [longest] = issuers.toSorted((a, b) => Number(b.validity.notAfter) - Number(a.validity.notAfter));
  return longest?.issuer ?? null;
}
