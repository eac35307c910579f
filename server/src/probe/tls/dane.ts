import type { X509Certificate } from 'node:crypto';
import type { DaneEvidence, JudgedTlsaRecord } from '../evidence';
import { hasName } from '../x509/has-name';
import { judgePath } from '../x509/path-rules';
import { isUnreadable } from '../x509/unreadable';
import { type Anchored, findAnchor } from './dane-anchor';
import { matchingRecord } from './tlsa-match';
import { daneEe, daneTa } from './tlsa-usability';

/**
 * Whether the chain of a server matches the TLSA records in use, as Postfix and OpenSSL decide it (RFC 7672 section 3,
 * RFC 7671 section 5). DANE-EE(3): the server's own certificate, whatever its names and dates. DANE-TA(2): an issuer on
 * a valid path, and a name of the certificate that is one of `names`.
 *
 * @param chain As sent, the server's own certificate first.
 * @param names The reference identifiers of RFC 7672 section 3.2.2.
 */
export function daneEvidence(
  records: readonly JudgedTlsaRecord[],
  [leaf, ...sent]: readonly X509Certificate[],
  names: readonly string[],
  now: Date,
): DaneEvidence {
  const usages = records.filter(({ usable }) => usable).map(({ usage }) => usage);
  if (usages.length === 0) return notMatched('no-usable-record');
  if (leaf === undefined) return notMatched('no-match');
  try {
    const own = matchingRecord(records, daneEe, leaf);
    if (own !== null) return { verdict: 'matched', record: own, depth: 0, failure: 'none' };
    const anchored = usages.includes(daneTa) ? findAnchor(records, [leaf, ...sent], now) : null;
    if (anchored === null) return notMatched('no-match');
    return anchored === 'too-far' ? notDecided : judgeAnchored(anchored, leaf, names, now);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return notDecided;
  }
}

const notDecided: DaneEvidence = { verdict: 'untested', record: null, depth: null, failure: 'not-decided' };

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
