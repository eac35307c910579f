import type { PolicyValue } from '../policy/entry';
import { attributeOf } from './attributes-in-doubt';
import { isAllowedBy } from './match-names';
import { isAtLeast } from './release';
import type { Sender } from './sender';

/**
 * How smtp(8) uses the MX patterns of an entry that a plugin made of an MTA-STS policy (smtp_tls_enforce_sts_mx_patterns,
 * from 3.11 and 3.10.5 on): `enforced`: hosts that fit none are skipped, and the others have to show their own name,
 * whatever `match=` says. `open`: that depends on the release. `ignored`: they are not used.
 */
export function stsPatterns(
  value: PolicyValue,
  { version, enforceStsMxPatterns = true }: Sender,
): { readonly use: 'enforced' | 'open' | 'ignored'; readonly patterns: readonly string[] } {
  const patterns = valuesOf(value, 'mx_host_pattern');
  const isSts = attributeOf(value, 'policy_type')?.toLowerCase() === 'sts';
  if (!isSts || patterns.length === 0 || attributeOf(value, 'match') === null || !enforceStsMxPatterns) {
    return { use: 'ignored', patterns };
  }
  if (version === undefined) return { use: 'open', patterns };
  if (isAtLeast(version, enforcing)) return { use: 'enforced', patterns };
  // `3.10` alone may be any of its patch levels.
  return { use: /^3\.10$/.test(version) ? 'open' : 'ignored', patterns };
}

const enforcing = ['3.10.5', '3.11.0'];

/** Whether a host fits one of the patterns, of which `*.` stands for exactly one label (RFC 8461 section 4.1). */
export function fitsPattern(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => isAllowedBy(host, pattern.toLowerCase()));
}

/**
 * Whether the entry has every certificate fail, because the policy of the domain could not be had; over tlsproxy(8), which
 * connection_reuse=yes brings in, that is not enforced.
 */
export function failsByPolicy(value: PolicyValue): boolean {
  return (
    attributeOf(value, 'policy_failure') !== null && attributeOf(value, 'connection_reuse')?.toLowerCase() !== 'yes'
  );
}

function valuesOf({ attributes }: PolicyValue, name: string): readonly string[] {
  return attributes.filter((attribute) => attribute.name === name && attribute.value !== '').map(({ value }) => value);
}
