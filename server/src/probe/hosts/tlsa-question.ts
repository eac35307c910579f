import type { AddressQuestion } from '../address';
import type { Evidence, HostEvidence } from '../evidence';
import { daneTa } from '../tls/tlsa-usability';

/** What an address is asked besides: whether its chain matches the TLSA records in use. Null where there are none. */
export function tlsaQuestion(
  { tlsaBase, tlsaRecords }: Pick<HostEvidence, 'tlsaBase' | 'tlsaRecords'>,
  names: readonly string[],
): AddressQuestion['tlsa'] {
  if (tlsaBase === null) return null;
  // Only DANE-TA compares names; without it the answer is the same for every next-hop.
  const others = tlsaRecords.some(({ usage, usable }) => usable && usage === daneTa) ? names : [];
  return { base: tlsaBase, records: tlsaRecords, names: [...new Set([tlsaBase, ...others])] };
}

/** The names by which DANE-TA knows the domain besides the TLSA base domain (RFC 7672 section 3.2.2). */
export function nextHopNames(domain: string, { routing, mx }: Pick<Evidence, 'routing' | 'mx'>): readonly string[] {
  return routing === 'mx' ? [domain, mx?.aliases.at(-1)?.to ?? domain] : [];
}
