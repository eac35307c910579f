import type { CauseId } from '../probe/cause';
import type { DnsAnswer } from '../probe/dns/answer';
import type { HostEvidence } from '../probe/evidence';
import { t } from '../text/translate';

/**
 * The TLSA records of a host as smtp(8) would have them. `failed`: the lookup is an error for every validating
 * resolver; `unknown`: it could not be tested from here. `why` is the cause of these two, else empty.
 */
export interface TlsaFacts {
  readonly state: 'usable' | 'unusable' | 'none' | 'failed' | 'unknown';
  readonly why: string;
}

export function tlsaFacts({ tlsa, tlsaBase, tlsaRecords, ipv4, ipv6 }: HostEvidence): TlsaFacts {
  if (tlsaBase !== null) return { state: tlsaRecords.some(({ usable }) => usable) ? 'usable' : 'unusable', why: '' };
  const broken = tlsa.map(({ answer }) => answer).find(isBroken);
  if (broken) return { state: failsForEverybody(broken) ? 'failed' : 'unknown', why: broken.cause?.text ?? '' };
  if (tlsa.length > 0) return { state: 'none', why: '' };
  const addresses = [ipv4, ipv6];
  const hasSecure = addresses.some(({ outcome, status }) => outcome === 'records' && status === 'secure');
  // Without a secure address no TLSA lookup is due (RFC 7672 section 2.2.2); with one it should have been made.
  if (hasSecure) return { state: 'unknown', why: t('its TLSA records were not asked for') };
  const failed = addresses.find(isBroken);
  const isKnown = failed === undefined || addresses.some(({ outcome }) => outcome === 'records');
  return isKnown ? { state: 'none', why: '' } : { state: 'unknown', why: failed.cause?.text ?? '' };
}

/** No usable answer: neither records nor their absence. */
export function isBroken({ outcome, status }: DnsAnswer): boolean {
  return outcome === 'failed' || status === 'bogus' || status === 'indeterminate';
}

const answeredBadly: ReadonlySet<CauseId> = new Set(['dns-servfail', 'dnssec-bogus']);

/** Whether every validating resolver would fail as well, rather than only the way to ours. */
export function failsForEverybody({ status, cause }: DnsAnswer): boolean {
  return status === 'bogus' || (cause !== undefined && answeredBadly.has(cause.id));
}

/** Whether the host has TLSA records that demand a match. */
export function hasUsableTlsa(host: HostEvidence): boolean {
  return tlsaFacts(host).state === 'usable';
}
