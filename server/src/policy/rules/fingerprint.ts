import type { PolicyEntry } from '../document';
import { type Element, elementsOf, soundAttributes } from './attribute';

/** The bytes of the digests that smtp_tls_fingerprint_digest can name. */
export const digestBytes: ReadonlyMap<number, string> = new Map([
  [16, 'md5'],
  [20, 'sha1'],
  [32, 'sha256'],
  [48, 'sha384'],
  [64, 'sha512'],
]);

export interface FingerprintElement extends Element {
  /** How many bytes the digest has; null where Postfix can't read it (tls_dane_add_fpt_digests() of tls_fprint.c). */
  readonly bytes: number | null;
  /** Two digests of one length with a colon between them: one long digest for Postfix. */
  readonly isPair: boolean;
}

/** Longer ones are malformed: EVP_MAX_MD_SIZE bytes with two digits and a colon each. */
const maxLength = 3 * 64;

export function isFingerprintLevel(entry: PolicyEntry): boolean {
  return entry.value.level?.text.toLowerCase() === 'fingerprint';
}

/** The digests of all match= of an entry at level fingerprint, which Postfix joins; none at other levels. */
export function fingerprints(entry: PolicyEntry): readonly FingerprintElement[] {
  if (!isFingerprintLevel(entry)) return [];
  return soundAttributes(entry, 'match').flatMap(({ value }) =>
    elementsOf(value, '|').map((element) => ({ ...element, ...digestIn(element.text) })),
  );
}

/** Whether Postfix sets no octet aside for it, at which smtp(8) ends with a panic (vstring_alloc()). */
export function isDeadly({ text }: Pick<FingerprintElement, 'text'>): boolean {
  return text.length === 1 && text <= '\x7f';
}

/** Whether a certificate can have this digest. */
export function isPlausible({ bytes, isPair }: Pick<FingerprintElement, 'bytes' | 'isPair'>): boolean {
  return bytes !== null && digestBytes.has(bytes) && !isPair;
}

/** One digest as it stands in match=. */
export function digestIn(text: string): Pick<FingerprintElement, 'bytes' | 'isPair'> {
  if (text.length > maxLength || !/^[\da-f]{2}(?::?[\da-f]{2})*$/i.test(text)) return { bytes: null, isPair: false };
  const [half = '', other] = text.split(':');
  const isPair = other !== undefined && text.length === 2 * half.length + 1 && digestBytes.has(half.length / 2);
  return { bytes: text.replaceAll(':', '').length / 2, isPair };
}
