import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { JudgedTlsaRecord } from '../evidence';
import { issuerPath, longestPath } from '../x509/issuer-path';
import { matchingRecord } from './tlsa-match';
import { daneTa, fullData } from './tlsa-usability';

/** A way from the server's certificate to a trust anchor of the TLSA records; its signatures are not checked yet. */
export interface Anchored {
  /** Index of the record. */
  readonly record: number;
  readonly path: readonly X509Certificate[];
  /** The anchor, where it is a bare key instead of the last certificate. */
  readonly key: KeyObject | null;
}

/**
 * The first anchor on the way up, which is never the server's own certificate, else a bare key that signed the last
 * certificate on it (RFC 7671 section 5.2). Null where there is none, and `too-far` where the search was given up.
 *
 * @param chain As sent, the server's own certificate first.
 */
export function findAnchor(
  records: readonly JudgedTlsaRecord[],
  [leaf, ...sent]: readonly [X509Certificate, ...X509Certificate[]],
  now: Date,
): Anchored | 'too-far' | null {
  const isAnchor = (certificate: X509Certificate): boolean => matchingRecord(records, daneTa, certificate) !== null;
  const path = issuerPath(leaf, [...sent, ...publishedCertificates(records)], isAnchor, now);
  const top = path.at(-1) ?? leaf;
  const record = path.length > 1 ? matchingRecord(records, daneTa, top) : null;
  if (record !== null) return { record, path, key: null };
  const signer = publishedKeys(records).find(({ key }) => top.verify(key));
  if (signer !== undefined) return { ...signer, path };
  return path.length < longestPath ? null : 'too-far';
}

/** Whole certificates in the records, which the server need not send. */
function publishedCertificates(records: readonly JudgedTlsaRecord[]): readonly X509Certificate[] {
  return records
    .filter((record) => isPublished(record, 0))
    .map(({ data }) => new X509Certificate(Buffer.from(data, 'hex')));
}

function publishedKeys(
  records: readonly JudgedTlsaRecord[],
): readonly { readonly record: number; readonly key: KeyObject }[] {
  return records.flatMap((each, record) =>
    isPublished(each, 1)
      ? [{ record, key: createPublicKey({ key: Buffer.from(each.data, 'hex'), format: 'der', type: 'spki' }) }]
      : [],
  );
}

function isPublished({ usable, usage, selector, matchingType }: JudgedTlsaRecord, wanted: number): boolean {
  return usable && usage === daneTa && selector === wanted && matchingType === fullData;
}
