import type { KeyObject, X509Certificate } from 'node:crypto';
import { type Certificate, readCertificate } from './certificate';
import { extendedKeyUsage, extensionId, keyUsage, keyUsageBits, pathLengthLimit } from './extensions';
import { isSelfIssued } from './issuer-path';
import { hasWeakSignature, isWeakKey } from './strength';
import { isWithin, validityOf } from './validity';

/** `undecided`: nothing speaks against the path, but something is not looked at here, name constraints first of all. */
export type PathVerdict = 'valid' | 'invalid' | 'expired' | 'undecided';

/**
 * Whether OpenSSL would accept the path of a TLS server at security level 1 (X509_verify_cert(3), RFC 5280 section 6.1)
 * whose end is trusted for reasons of its own.
 *
 * @param anchorKey The key that has to have signed the last certificate; null where that one is the anchor itself.
 * @throws DerError where a certificate is none.
 */
export function judgePath(path: readonly X509Certificate[], anchorKey: KeyObject | null, now: Date): PathVerdict {
  const links = linksOf(path, anchorKey);
  const rules = links.flatMap((link) => [judgePurpose(link), judgeAuthority(link), judgeStrength(link)]);
  if (rules.includes('invalid') || links.map(judgeSignature).includes('invalid')) return 'invalid';
  if (links.some((link) => !isInTime(link, now))) return 'expired';
  return rules.includes('undecided') ? 'undecided' : 'valid';
}

interface Link {
  readonly certificate: X509Certificate;
  readonly fields: Certificate;
  readonly depth: number;
  readonly isLast: boolean;
  /** The key that has to have signed it; null for an anchor, which nobody vouches for. */
  readonly signer: KeyObject | null;
  /** The intermediate certificates below that count for a path length. */
  readonly below: number;
}

function linksOf(path: readonly X509Certificate[], anchorKey: KeyObject | null): readonly Link[] {
  return path.map((certificate, depth) => ({
    certificate,
    fields: readCertificate(certificate.raw),
    depth,
    isLast: depth === path.length - 1,
    signer: path[depth + 1]?.publicKey ?? anchorKey,
    below: path.slice(1, depth).filter((each) => !isSelfIssued(each)).length,
  }));
}

type Fact = 'valid' | 'invalid' | 'undecided';

/** serverAuth (RFC 5280 section 4.2.1.12), and the two older ones that OpenSSL takes for it. */
const serverPurposes: readonly string[] = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.4.1.311.10.3.3', '2.16.840.1.113730.4.1'];
const serverKeyUsage = keyUsageBits.digitalSignature | keyUsageBits.keyEncipherment | keyUsageBits.keyAgreement;
/** Extensions whose rules OpenSSL knows; with any other critical one it refuses the certificate. */
const known: ReadonlySet<string> = new Set(Object.values(extensionId));

function judgePurpose({ fields, depth }: Link): Fact {
  const purposes = extendedKeyUsage(fields);
  if (purposes !== null && !purposes.some((purpose) => serverPurposes.includes(purpose))) return 'invalid';
  const usage = keyUsage(fields);
  if (depth === 0 && usage !== null && (usage & serverKeyUsage) === 0) return 'invalid';
  const isUnknown = [...fields.extensions.values()].some(({ id, isCritical }) => isCritical && !known.has(id));
  return isUnknown ? 'undecided' : 'valid';
}

/** Whether it may issue certificates (RFC 5280 section 4.2.1.9); `checkIssued` has looked at keyCertSign. */
function judgeAuthority({ certificate, fields, depth, isLast, below }: Link): Fact {
  if (depth === 0) return 'valid';
  if (!certificate.ca) {
    // A root of old may be one without saying so.
    return isLast && !fields.extensions.has(extensionId.basicConstraints) ? 'undecided' : 'invalid';
  }
  const limit = pathLengthLimit(fields);
  if (limit !== null && below > limit) return 'invalid';
  return fields.extensions.has(extensionId.nameConstraints) ? 'undecided' : 'valid';
}

/** OpenSSL 3 counts SHA-1 as weak, and older releases do not. */
function judgeStrength({ certificate, fields, signer }: Link): Fact {
  if (isWeakKey(certificate.publicKey) || (signer !== null && isWeakKey(signer))) return 'invalid';
  return signer !== null && hasWeakSignature(fields) ? 'undecided' : 'valid';
}

function judgeSignature({ certificate, signer }: Link): Fact {
  return signer === null || certificate.verify(signer) ? 'valid' : 'invalid';
}

/** OpenSSL does not look at the dates of an anchor that is no root (internal_verify() of crypto/x509/x509_vfy.c). */
function isInTime({ certificate, fields, signer }: Link, now: Date): boolean {
  return (signer === null && !isSelfIssued(certificate)) || isWithin(validityOf(fields), now);
}
