import { createHash } from 'node:crypto';
import type { PolicyValue } from '../policy/entry';
import type { CertificateEvidence } from '../probe/evidence';
import { readCertificate } from '../probe/x509/certificate';
import { DerError } from '../probe/x509/der';

/** The digests in `match=` of an entry at `fingerprint`, in lower case without colons. */
export function fingerprintsOf({ attributes }: PolicyValue): readonly string[] {
  return attributes
    .filter(({ name }) => name === 'match')
    .flatMap(({ value }) => value.split('|'))
    .map((digest) => digest.replaceAll(':', '').trim().toLowerCase())
    .filter((digest) => digest !== '');
}

/**
 * Those of them that have the length of a digest by this algorithm; OpenSSL can't use the others. All of them where the
 * algorithm is not known.
 *
 * @param algorithm smtp_tls_fingerprint_digest
 */
export function usableFingerprints(value: PolicyValue, algorithm: string | undefined): readonly string[] {
  const digits = hexDigits.get(algorithm ?? '');
  return fingerprintsOf(value).filter((digest) => digits === undefined || digest.length === digits);
}

/** The algorithms whose digests can be told by their length. */
const hexDigits: ReadonlyMap<string, number> = new Map([
  ['md5', 32],
  ['sha1', 40],
  ['sha224', 56],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/** What Postfix compares the digests of an entry with, in lower case. */
export interface CertificateDigests {
  readonly certificate: string;
  readonly key: string;
}

/**
 * The digests of a certificate and of its key (SubjectPublicKeyInfo, postconf(5) smtp_tls_fingerprint_digest). Null for an
 * algorithm that is not known here, and for a certificate whose bytes are not those that the probe took its digest of.
 */
export function digestsOf(evidence: CertificateEvidence, algorithm: string): CertificateDigests | null {
  // Those the probe took itself, thus without a look at the bytes.
  if (algorithm === 'sha256') return { certificate: evidence.sha256, key: evidence.spkiSha256 };
  if (!hexDigits.has(algorithm)) return null;
  const der = Buffer.from(evidence.der, 'base64');
  if (digest('sha256', der) !== evidence.sha256) return null;
  try {
    return { certificate: digest(algorithm, der), key: digest(algorithm, readCertificate(der).spki) };
  } catch (error) {
    if (!(error instanceof DerError) && !isUnsupported(error)) throw error;
    return null;
  }
}

/** Whether one of the digests belongs to the certificate by the algorithm of its length; null where that is not known. */
export function holdsDigestOfAnyKind(digests: readonly string[], evidence: CertificateEvidence): boolean | null {
  const belongs = digests.map((each) => {
    const [algorithm = ''] = [...hexDigits].find(([, digits]) => digits === each.length) ?? [];
    const known = digestsOf(evidence, algorithm);
    return known && (each === known.certificate || each === known.key);
  });
  return belongs.includes(true) ? true : belongs.includes(null) ? null : false;
}

function digest(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

/** Whether the TLS library of this machine has no such algorithm: a FIPS build has no MD5. */
function isUnsupported(error: unknown): boolean {
  return error instanceof Error && /unsupported|not supported/i.test(error.message);
}
