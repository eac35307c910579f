import type { PolicyValue } from '../policy/entry';
import type { Evidence, JudgedTlsaRecord, PkixEvidence, TlsEvidence } from '../probe/evidence';
import { anchoredBy, readTrustAnchorFile, TrustAnchorFileError } from '../probe/tls/trust-anchor-file';
import { t } from '../text/translate';
import { anchorPaths } from './anchor-files';
import type { Sender } from './sender';

/**
 * The trust anchors that an entry names by `tafile=` in the place of all CAs. `unknown`: a file is not at hand.
 * `broken`: Postfix can't use one, and defers all mail.
 */
export type Anchors =
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly path: string }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'known'; readonly records: readonly JudgedTlsaRecord[] };

/** Every `tafile=` adds its anchors (postconf(5), smtp_tls_policy_maps). */
export function anchorsOf(value: PolicyValue, { anchorFiles = {} }: Pick<Sender, 'anchorFiles'>): Anchors {
  const paths = anchorPaths(value);
  if (paths.length === 0) return { kind: 'none' };
  const records: JudgedTlsaRecord[] = [];
  let unread: string | null = null;
  for (const path of paths) {
    const text = anchorFiles[path];
    if (text === undefined) {
      unread ??= path;
      continue;
    }
    try {
      records.push(...readTrustAnchorFile(text));
    } catch (error) {
      if (!(error instanceof TrustAnchorFileError)) throw error;
      // Whatever the others hold.
      return { kind: 'broken', why: t('the trust anchors of {0}: {1}', path, error.message) };
    }
  }
  return unread === null ? { kind: 'known', records } : { kind: 'unknown', path: unread };
}

/** Whether the chain of a session is trusted with these anchors; null where they are not known. */
export function trustBy(anchors: Anchors, { chain, pkix }: TlsEvidence, { finishedAt }: Evidence): PkixEvidence | null {
  if (anchors.kind === 'none') return pkix;
  return anchors.kind === 'known' ? anchoredBy(anchors.records, chain, new Date(finishedAt)) : null;
}
