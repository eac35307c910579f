import type { X509Certificate } from 'node:crypto';
import type { DaneEvidence, JudgedTlsaRecord } from '../evidence';
import { hasName } from '../x509/has-name';
import { isUnreadable } from '../x509/unreadable';
import { type Anchoring, anchoringOf } from './anchored';
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
    return usages.includes(daneTa)
      ? judgeAnchoring(anchoringOf(records, [leaf, ...sent], now), leaf, names)
      : notMatched('no-match');
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return notDecided;
  }
}

const notDecided: DaneEvidence = { verdict: 'untested', record: null, depth: null, failure: 'not-decided' };

function judgeAnchoring(
  { verdict, ...where }: Anchoring,
  leaf: X509Certificate,
  names: readonly string[],
): DaneEvidence {
  if (verdict === 'absent') return notMatched('no-match');
  if (verdict === 'expired') return notMatched('expired');
  // Where the search was given up, no name decides.
  const isFound = where.record !== null;
  if (isFound && !names.some((name) => hasName(leaf, name))) return notMatched('name');
  return verdict === 'undecided'
    ? { verdict: 'untested', ...where, failure: 'not-decided' }
    : { verdict: 'matched', ...where, failure: 'none' };
}

function notMatched(failure: DaneEvidence['failure']): DaneEvidence {
  return { verdict: 'not-matched', record: null, depth: null, failure };
}
