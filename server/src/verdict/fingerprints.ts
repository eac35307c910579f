import type { PolicyValue } from '../policy/entry';

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

const hexDigits: ReadonlyMap<string, number> = new Map([
  ['md5', 32],
  ['sha1', 40],
  ['sha224', 56],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);
