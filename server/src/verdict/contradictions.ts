import type { DnsAnswer } from '../probe/dns/answer';
import type { AddressEvidence, Evidence, HostEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import { tell } from './advise-reasons';
import { isAllowedBy } from './match-names';
import { isReached } from './receiving-hosts';
import { hasUsableTlsa, isBroken } from './tlsa';
import type { Reason } from './verdict';

/** A fact that forbids any entry, and what an entry in spite of it would override. */
export interface Contradiction {
  readonly status: 'none' | 'untested';
  /** The host or name that it is about. */
  readonly subject: string;
  readonly reason: Reason;
  readonly overrides: Reason;
}

/**
 * Facts that contradict each other or leave open whether they do: a man in the middle looks exactly like this, so there
 * is no entry, whatever else holds. Bogus data first, then what is proven to contradict, then failed lookups.
 */
export function contradictions(evidence: Evidence): readonly Contradiction[] {
  const broken = answersOf(evidence).filter(isBroken);
  return [
    ...broken.filter(({ status }) => status === 'bogus').map(bogus),
    ...mismatches(evidence),
    ...forbiddenHosts(evidence),
    ...broken.filter(({ status }) => status !== 'bogus').map(failed),
  ];
}

/** The answers that decide on the hosts of a delivery. */
function answersOf({ mx, hosts }: Evidence): readonly DnsAnswer[] {
  const ofHosts = hosts.flatMap(({ ipv4, ipv6, tlsa }) => [ipv4, ipv6, ...tlsa.map(({ answer }) => answer)]);
  return [...(mx === null ? [] : [mx]), ...ofHosts];
}

function bogus(answer: DnsAnswer): Contradiction {
  const why = answer.cause?.text ?? '';
  return {
    status: 'none',
    subject: answer.name,
    reason: tell('dnssec-bogus', answer.name, answer.type, why),
    overrides: tell('overrides-lookup', answer.name, why),
  };
}

function failed(answer: DnsAnswer): Contradiction {
  const why = answer.cause?.text ?? '';
  return {
    status: 'untested',
    subject: answer.name,
    reason: tell('dns-failed', answer.name, answer.type, why),
    overrides: tell('overrides-lookup', answer.name, why),
  };
}

/** A host that fails its own TLSA records contradicts them unless another host shows that the domain's DANE works. */
function mismatches({ hosts }: Evidence): readonly Contradiction[] {
  if (hosts.some(matchesOwnTlsa)) return [];
  return hosts.filter(failsOwnTlsa).map((host) => ({
    status: 'none',
    subject: host.name,
    reason: mismatchOf(host),
    overrides: tell('overrides-dane', host.name),
  }));
}

export function mismatchOf(host: HostEvidence): Reason {
  const session = host.addresses.find(isMismatch)?.daneTls;
  const why = t(daneFailures[session?.dane?.failure ?? 'no-match']);
  return tell('tlsa-mismatch', host.name, why);
}

const daneFailures = {
  none: 'no record matches the certificate',
  'no-match': 'no record matches the certificate',
  name: 'the certificate names another host',
  expired: 'the certificate is outside its validity',
  'no-usable-record': 'no record is usable',
  'not-decided': 'no record is known to match',
} as const;

/** Whether a reached host shows a certificate that its usable, DNSSEC-secure TLSA records do not match. */
export function failsOwnTlsa(host: HostEvidence): boolean {
  return hasUsableTlsa(host) && host.addresses.some(isMismatch);
}

function isMismatch({ daneTls }: AddressEvidence): boolean {
  return daneTls?.dane?.verdict === 'not-matched';
}

/** Whether one address of the host matches its usable TLSA records, and no reached one leaves that open or denies it. */
export function matchesOwnTlsa(host: HostEvidence): boolean {
  const reached = host.addresses.filter(isReached);
  const isMatch = ({ daneTls }: AddressEvidence) =>
    daneTls?.dane?.verdict === 'matched' && daneTls.securityLevelOk !== false;
  return hasUsableTlsa(host) && reached.length > 0 && reached.every(isMatch);
}

/** In mode enforce mail must go to no host that the policy does not name (RFC 8461 section 5). */
function forbiddenHosts({ domain, routing, mx, hosts, mtaSts }: Evidence): readonly Contradiction[] {
  const { policy } = mtaSts;
  if (policy?.mode !== 'enforce' || routing === 'bracketed') return [];
  const exchanges = routing === 'mx' ? (mx?.records ?? []).map(({ exchange }) => exchange) : [];
  const names = [...new Set([...hosts.map(({ name }) => name), ...exchanges])];
  return names
    .filter((name) => !policy.mx.some((pattern) => isAllowedBy(name, pattern)))
    .map((name) => ({
      status: 'none',
      subject: name,
      reason: tell('mta-sts-forbids', domain, name),
      overrides: tell('overrides-mta-sts', name),
    }));
}
