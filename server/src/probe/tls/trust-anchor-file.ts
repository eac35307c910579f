import { X509Certificate } from 'node:crypto';
import type { CertificateEvidence, JudgedTlsaRecord, PkixEvidence } from '../evidence';
import { isUnreadable } from '../x509/unreadable';
import { anchoringOf } from './anchored';
import { matchingRecord } from './tlsa-match';
import { daneTa, fullData, judgeTlsaRecords } from './tlsa-usability';

/** A trust anchor file that Postfix would refuse; the message says why. */
export class TrustAnchorFileError extends Error {
  override readonly name = 'TrustAnchorFileError';
}

/**
 * The trust anchors of a file, as postconf(5) smtp_tls_trust_anchor_file and `tafile=` name one: certificates and public
 * keys in PEM format. They come as what Postfix makes of them, `2 0 0` and `2 1 0` records (tls_dane_load_trustfile() of
 * src/tls/tls_dane.c); other blocks, such as a private key, are passed over there, too.
 *
 * @throws TrustAnchorFileError where there is nothing in PEM format, or an anchor that can't be read.
 */
export function readTrustAnchorFile(text: string): readonly JudgedTlsaRecord[] {
  const blocks = [...text.matchAll(pemBlock)];
  if (blocks.length === 0) throw new TrustAnchorFileError('it holds nothing in PEM format');
  const anchors = blocks.flatMap(([, label = '', base64 = '']) => {
    const selector = selectors[label];
    const data = Buffer.from(base64, 'base64').toString('hex');
    return selector === undefined ? [] : [{ usage: daneTa, selector, matchingType: fullData, data }];
  });
  const judged = judgeTlsaRecords(anchors);
  const broken = judged.findIndex(({ usable }) => !usable);
  if (broken >= 0) throw new TrustAnchorFileError(`trust anchor ${broken + 1} in it is broken`);
  return judged;
}

const pemBlock = /^-----BEGIN ([A-Z0-9 ]+)-----\s*$([^-]*)^-----END \1-----/gm;

const selectors: Readonly<Record<string, number>> = {
  CERTIFICATE: 0,
  'X509 CERTIFICATE': 0,
  'PUBLIC KEY': 1,
};

/**
 * Whether a chain, as it was sent, leads to one of the anchors: then Postfix trusts it, and no other CAs count.
 *
 * @param now When the chain was seen.
 */
export function anchoredBy(
  anchors: readonly JudgedTlsaRecord[],
  chain: readonly CertificateEvidence[],
  now: Date,
): PkixEvidence {
  try {
    const [leaf, ...sent] = chain.map(({ der }) => new X509Certificate(Buffer.from(der, 'base64')));
    // Unlike DANE-TA, an anchor may be the server's own certificate or key, whatever its dates are.
    if (leaf !== undefined && matchingRecord(anchors, daneTa, leaf) !== null)
      return { verdict: 'trusted', error: null };
    const { verdict } = leaf === undefined ? { verdict: 'absent' } : anchoringOf(anchors, [leaf, ...sent], now);
    if (verdict === 'valid') return { verdict: 'trusted', error: null };
    if (verdict === 'undecided') return { verdict: 'untested', error: null };
    return { verdict: 'untrusted', error: verdict === 'expired' ? 'CERT_HAS_EXPIRED' : 'NOT_ANCHORED' };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { verdict: 'untested', error: null };
  }
}
