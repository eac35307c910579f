import { createHash, type X509Certificate } from 'node:crypto';
import type { TlsaRecord } from '../../dns/answer';
import type { DaneEvidence } from '../../evidence';
import type { Made, Specification } from '../../testing/certificates';

/** The TLSA base domain of all cases. */
export const base = 'mx.mail.example';

/** A chain, the records that speak of it, and what RFC 7671, RFC 7672 and OpenSSL make of them. */
export interface DaneCase {
  readonly title: string;
  readonly chain: readonly Made[];
  readonly records: readonly TlsaRecord[];
  readonly expected: DaneEvidence;
  /** Not to be asked of OpenSSL, with the reason. */
  readonly ownRule?: string;
}

/** `tlsa('2 0 1', certificate)`. */
export function tlsa(parameters: string, { raw, publicKey }: X509Certificate): TlsaRecord {
  const [usage = 0, selector = 0, matchingType = 0] = parameters.split(' ').map(Number);
  const selected = selector === 0 ? raw : publicKey.export({ type: 'spki', format: 'der' });
  const digest = matchingType === 2 ? 'sha512' : 'sha256';
  const data = matchingType === 0 ? selected : createHash(digest).update(selected).digest();
  return { usage, selector, matchingType, data: data.toString('hex') };
}

export const matched = (depth: number | null, record = 0): DaneEvidence => ({
  verdict: 'matched',
  record,
  depth,
  failure: 'none',
});
export const failed = (failure: DaneEvidence['failure']): DaneEvidence => ({
  verdict: 'not-matched',
  record: null,
  depth: null,
  failure,
});
export const undecided = (record: number | null, depth: number | null): DaneEvidence => ({
  verdict: 'untested',
  record,
  depth,
  failure: 'not-decided',
});

export function row(
  title: string,
  chain: readonly Made[],
  records: readonly TlsaRecord[],
  expected: DaneEvidence,
  ownRule?: string,
): DaneCase {
  return { title, chain, records, expected, ...(ownRule === undefined ? {} : { ownRule }) };
}

/** Makes a certificate for the TLSA base domain. */
export type LeafOf = (issuer: Made, more?: Specification) => Promise<Made>;
