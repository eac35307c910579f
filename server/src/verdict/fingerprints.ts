import type { PolicyValue } from '../policy/entry';

/** The digests in `match=` of an entry at `fingerprint`, in lower case without colons. */
export function fingerprintsOf({ attributes }: PolicyValue): readonly string[] {
  return attributes
    .filter(({ name }) => name === 'match')
    .flatMap(({ value }) => value.split('|'))
    .map((digest) => digest.replaceAll(':', '').trim().toLowerCase())
    .filter((digest) => digest !== '');
}
