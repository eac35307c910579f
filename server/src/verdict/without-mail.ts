import type { Evidence } from '../probe/evidence';
import { isProvenAbsent, isWhollyExamined } from './receiving-hosts';

/**
 * Whether DNSSEC proves that a domain takes no mail, so that its entry protects nothing: a null MX (RFC 7505), no such
 * domain, or no address at any of its hosts. An answer that nobody signed proves nothing here: whoever forges it would
 * have the entry deleted, and read the mail afterwards.
 */
export function isProvenWithoutMail(evidence: Evidence): boolean {
  const { routing, mx, hosts, stopped } = evidence;
  if (mx?.status !== 'secure' || stopped !== undefined) return false;
  if (routing === 'null-mx' || routing === 'no-such-domain') return true;
  return hosts.length > 0 && isWhollyExamined(evidence) && hosts.every(isProvenAbsent);
}
