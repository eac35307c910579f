import type { X509Certificate } from 'node:crypto';
import type { JudgedTlsaRecord } from '../evidence';
import { judgePath } from '../x509/path-rules';
import { findAnchor } from './dane-anchor';

/**
 * Whether a chain leads to a trust anchor, names left aside. `absent`: it leads to none, or by a path that OpenSSL
 * refuses. `undecided`: nothing speaks against it, and not all of it is looked at here.
 */
export interface Anchoring {
  readonly verdict: 'valid' | 'absent' | 'expired' | 'undecided';
  /** Index of the record that holds the anchor; null where there is none. */
  readonly record: number | null;
  /** Depth of the certificate that is the anchor: 0 is the server's own. Null where it is a bare key. */
  readonly depth: number | null;
}

/**
 * Looks for the anchors of DANE-TA(2) records (RFC 7671 section 5.2), which are those of a trust anchor file as well.
 *
 * @param chain As sent, the server's own certificate first.
 * @throws DerError and others of `isUnreadable` where a certificate is none.
 */
export function anchoringOf(
  records: readonly JudgedTlsaRecord[],
  chain: readonly [X509Certificate, ...X509Certificate[]],
  now: Date,
): Anchoring {
  const anchored = findAnchor(records, chain, now);
  if (anchored === 'too-far') return { verdict: 'undecided', record: null, depth: null };
  if (anchored === null) return absent;
  const { record, path, key } = anchored;
  const verdict = judgePath(path, key, now);
  return verdict === 'invalid' ? absent : { verdict, record, depth: key === null ? path.length - 1 : null };
}

const absent: Anchoring = { verdict: 'absent', record: null, depth: null };
