import { createHash, type X509Certificate } from 'node:crypto';
import type { TlsaRecord } from '../dns/answer';
import type { JudgedTlsaRecord } from '../evidence';
import { readCertificate } from '../x509/certificate';
import { fullData } from './tlsa-usability';

/**
 * The first usable record of that usage which the certificate matches, as an index into the records; null for none
 * (RFC 6698 section 2.1).
 *
 * @throws DerError where the certificate is none.
 */
export function matchingRecord(
  records: readonly JudgedTlsaRecord[],
  usage: number,
  certificate: X509Certificate,
): number | null {
  const index = records.findIndex(
    (record) => record.usable && record.usage === usage && record.data === associationData(record, certificate),
  );
  return index < 0 ? null : index;
}

/** What the record would hold if it was made of this certificate. */
function associationData({ selector, matchingType }: TlsaRecord, { raw }: X509Certificate): string {
  const selected = selector === 0 ? raw : Buffer.from(readCertificate(raw).spki);
  if (matchingType === fullData) return selected.toString('hex');
  return createHash(matchingType === 1 ? 'sha256' : 'sha512')
    .update(selected)
    .digest('hex');
}
