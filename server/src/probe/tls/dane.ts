import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { DaneEvidence, JudgedTlsaRecord } from '../evidence';
import { issuerPath } from '../x509/issuer-path';
import { judgePath } from '../x509/path-rules';
import { isUnreadable } from '../x509/unreadable';
import { matchingRecord } from './tlsa-match';
import { daneEe, daneTa, fullData } from './tlsa-usability';

/**
 * Whether the chain of a server matches the TLSA records in use, as Postfix and OpenSSL decide it (RFC 7672 section 3,
 * RFC 7671 section 5). DANE-EE(3): the server's own certificate, whatever its names and dates. DANE-TA(2): an issuer on
 * a valid path, and a name of the certificate that is one of `names`.
 *
 * @param names The reference identifiers of RFC 7672 section 3.2.2.
 */
export function daneEvidence(
  records: readonly JudgedTlsaRecord[],
  chain: readonly X509Certificate[],
  names: readonly string[],
  now: Date,
): DaneEvidence {
  const [leaf] = chain;
  if (!records.some(({ usable }) => usable)) return notMatched('no-usable-record');
  if (leaf === undefined) return notMatched('no-match');
  try {
    const own = matchingRecord(records, daneEe, leaf);
    if (own !== null) return { verdict: 'matched', record: own, depth: 0, failure: 'none' };
    const anchored = findAnchor(records, leaf, chain.slice(1), now);
    return anchored === null ? notMatched('no-match') : judgeAnchored(anchored, leaf, names, now);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { verdict: 'untested', record: null, depth: null, failure: 'not-decided' };
  }
}

interface Anchored {
  readonly record: number;
  readonly path: readonly X509Certificate[];
  /** The anchor, where it is a bare key instead of the last certificate. */
  readonly key: KeyObject | null;
}

/** The first anchor on the way up, else a bare key that signed the last certificate on it. */
function findAnchor(
  records: readonly JudgedTlsaRecord[],
  leaf: X509Certificate,
  sent: readonly X509Certificate[],
  now: Date,
): Anchored | null {
  const isAnchor = (certificate: X509Certificate): boolean => matchingRecord(records, daneTa, certificate) !== null;
  const path = issuerPath(leaf, [...sent, ...publishedCertificates(records)], isAnchor, now);
  const top = path.at(-1) ?? leaf;
  const record = path.length > 1 ? matchingRecord(records, daneTa, top) : null;
  if (record !== null) return { record, path, key: null };
  const signer = publishedKeys(records).find(({ key }) => top.verify(key));
  return signer === undefined ? null : { ...signer, path };
}

function judgeAnchored(
  { record, path, key }: Anchored,
  leaf: X509Certificate,
  names: readonly string[],
  now: Date,
): DaneEvidence {
  const verdict = judgePath(path, key, now);
  if (verdict === 'invalid') return notMatched('no-match');
  if (verdict === 'expired') return notMatched('expired');
  if (!names.some((name) => hasName(leaf, name))) return notMatched('name');
  const where = { record, depth: key === null ? path.length - 1 : null };
  return verdict === 'undecided'
    ? { verdict: 'untested', ...where, failure: 'not-decided' }
    : { verdict: 'matched', ...where, failure: 'none' };
}

function notMatched(failure: DaneEvidence['failure']): DaneEvidence {
  return { verdict: 'not-matched', record: null, depth: null, failure };
}

/** Whole certificates in the records, which the server need not send (RFC 7671 section 5.2.2). */
function publishedCertificates(records: readonly JudgedTlsaRecord[]): readonly X509Certificate[] {
  return records
    .filter(
      (record) => record.usable && record.usage === daneTa && record.selector === 0 && record.matchingType === fullData,
    )
    .map(({ data }) => new X509Certificate(Buffer.from(data, 'hex')));
}

/** Whole keys in the records (RFC 7671 section 5.2.2). */
function publishedKeys(
  records: readonly JudgedTlsaRecord[],
): readonly { readonly record: number; readonly key: KeyObject }[] {
  return records.flatMap(({ usable, usage, selector, matchingType, data }, record) => {
    if (!usable || usage !== daneTa || selector !== 1 || matchingType !== fullData) return [];
    return [{ record, key: createPublicKey({ key: Buffer.from(data, 'hex'), format: 'der', type: 'spki' }) }];
  });
}

/** As OpenSSL compares names for Postfix; an address is none, although the common name could hold its digits. */
function hasName(certificate: X509Certificate, name: string): boolean {
  if (name === '' || isIP(name) !== 0) return false;
  return certificate.checkHost(name.replace(/\.$/, ''), { partialWildcards: false }) !== undefined;
}
