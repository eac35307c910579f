import { labelsOf, lastLabels } from '../dns/name';
import type { DomainName } from '../dns/record';
import { rrType } from '../dns/types';
import { Fault } from '../fault';
import { algorithmName } from './algorithms';
import { closestAnchors } from './anchors';
import { cutProof } from './denial';
import type { Cut, Inquiry, Zone } from './inquiry';
import { isTrusted, isZoneKey, type KeyTrust, parseDnskey, parseDs, supportOfTrust } from './keys';
import { proofOf, shown } from './proof';
import { findSet, type RecordSet, type Reply } from './record-set';
import { type SecureZone, verifySet } from './signature';
import { bogus, nameText } from './text';

/**
 * The zone whose anchors are the closest ones to a name. An anchor replaces what the zones above it say.
 *
 * @throws Fault `dnssec-bogus` where there is none.
 */
export function anchorZoneOf(inquiry: Inquiry, name: DomainName): DomainName {
  const anchors = closestAnchors(inquiry.anchors, name);
  if (anchors === null) throw bogus(`there is no trust anchor for ${nameText(name)}`);
  return anchors.zone;
}

/**
 * Follows the chain of trust from the closest anchor down to `target` (RFC 4035 section 5): the deepest secure zone that
 * holds it, or `insecure` where an unsigned delegation on the way is proven.
 *
 * @throws Fault `dnssec-bogus` where a link of the chain is neither proven to hold nor proven to be absent;
 *   `dnssec-stripped` where the path to the resolver takes the signatures away; faults of the exchange; `limit`.
 */
export async function chainTo(inquiry: Inquiry, target: DomainName): Promise<Zone> {
  const anchor = anchorZoneOf(inquiry, target);
  let zone = await remember(inquiry.anchored, anchor, () => anchoredZone(inquiry, anchor));
  for (let count = labelsOf(anchor).length + 1; count <= labelsOf(target).length; count++) {
    if (zone === 'insecure') return zone;
    const above: SecureZone = zone;
    const name = lastLabels(target, count);
    const cut = await remember(inquiry.cuts, `${anchor} ${name}`, () => cutAt(inquiry, above, name));
    if (cut === 'no-name') return zone;
    if (cut !== 'inside') zone = cut;
  }
  return zone;
}

async function remember<K, V>(known: Map<K, V>, key: K, find: () => Promise<V>): Promise<V> {
  const value = known.get(key) ?? (await find());
  known.set(key, value);
  return value;
}

async function anchoredZone(inquiry: Inquiry, name: DomainName): Promise<Zone> {
  const trust = closestAnchors(inquiry.anchors, name)?.trust ?? [];
  const reply = await inquiry.ask(name, rrType.DNSKEY);
  if (!hasSignatures(reply)) {
    throw new Fault(
      'dnssec-stripped',
      `the keys of ${nameText(name)} came without signatures: something between here and there removes DNSSEC records`,
    );
  }
  return zoneWithKeys(inquiry, name, trust, reply, 'no trust anchor');
}

function hasSignatures({ answer, authority }: Reply): boolean {
  return [...answer, ...authority].some(({ signatures }) => signatures.length > 0);
}

/** Whether a zone begins at a name, by the DS records of the zone above or the proof that there are none. */
async function cutAt(inquiry: Inquiry, above: SecureZone, name: DomainName): Promise<Cut> {
  const reply = await inquiry.ask(name, rrType.DS);
  const ds = findSet(reply.answer, name, rrType.DS);
  if (ds !== undefined) return signedCut(inquiry, above, ds);
  const alias = findSet(reply.answer, name, rrType.CNAME);
  if (alias !== undefined) {
    const verdict = verifySet(alias, above, inquiry.now, inquiry.budget);
    // Nothing but its own DNSSEC records stands beside an alias (RFC 2181 section 10.1), thus no NS records.
    if (verdict.ok && verdict.nextCloser === null) return 'inside';
  }
  const proof = proofOf(reply, above, inquiry);
  const cut = shown(proof, (spans) => cutProof(spans, name));
  if (cut === 'unsigned-delegation') return 'insecure';
  if (cut !== null) return cut;
  if (proof.tooManyIterations) return 'insecure';
  throw bogus(`${nameText(above.name)} is signed, but does not prove that ${nameText(name)} has no DS record`);
}

async function signedCut(inquiry: Inquiry, above: SecureZone, set: RecordSet): Promise<Zone> {
  const verdict = verifySet(set, above, inquiry.now, inquiry.budget);
  if (!verdict.ok) throw bogus(verdict.problem);
  if (verdict.nextCloser !== null) throw bogus(`the DS record of ${nameText(set.owner)} is made from a wildcard`);
  const trust = set.data
    .map(parseDs)
    .filter((ds) => ds !== null)
    .map((ds) => ({ ds }));
  if (isUnsupported(set.owner, trust)) return 'insecure';
  const reply = await inquiry.ask(set.owner, rrType.DNSKEY);
  return zoneWithKeys(inquiry, set.owner, trust, reply, 'no DS record');
}

/**
 * Whether none of the algorithms is one that a validator has to know, so that the zone counts as unsigned
 * (RFC 4035 section 5.2).
 *
 * @throws Fault where it is one that merely is missing here, so that nothing can be told.
 */
function isUnsupported(zone: DomainName, trust: readonly KeyTrust[]): boolean {
  const supports = trust.map(supportOfTrust);
  if (supports.includes('supported')) return false;
  const missing = trust.find((each) => supportOfTrust(each) === 'unavailable');
  if (missing === undefined) return true;
  const algorithm = algorithmName('key' in missing ? missing.key.algorithm : missing.ds.algorithm);
  throw new Fault(
    'tls-library',
    `${nameText(zone)} is signed with ${algorithm}, which the cryptographic library of this program lacks`,
  );
}

/** The zone's keys, where one that is trusted signed them all (RFC 4035 section 5.2). */
function zoneWithKeys(
  inquiry: Inquiry,
  name: DomainName,
  trust: readonly KeyTrust[],
  reply: Reply,
  truster: string,
): Zone {
  if (isUnsupported(name, trust)) return 'insecure';
  const set = findSet(reply.answer, name, rrType.DNSKEY);
  if (set === undefined) throw bogus(`${nameText(name)} should be signed, but no keys came`);
  const keys = set.data
    .map(parseDnskey)
    .filter((key) => key !== null)
    .filter(isZoneKey);
  const usable = trust.filter((each) => supportOfTrust(each) === 'supported');
  const trusted = keys.filter((key) => usable.some((each) => isTrusted(name, key, each)));
  if (trusted.length === 0) throw bogus(`${truster} of ${nameText(name)} belongs to one of its keys`);
  const verdict = verifySet(set, { name, keys: trusted }, inquiry.now, inquiry.budget);
  if (!verdict.ok) throw bogus(verdict.problem);
  return { name, keys };
}
