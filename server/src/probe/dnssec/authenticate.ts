import { isSubdomainOf, labelsOf } from '../dns/name';
import type { DomainName } from '../dns/record';
import { typeName } from '../dns/types';
import { anchorZoneOf, chainTo } from './chain';
import { absenceOf } from './denial';
import type { Inquiry, Zone } from './inquiry';
import { isDenial, proofOf, shown } from './proof';
import type { RecordSet, Reply } from './record-set';
import { type SecureZone, verifySet } from './signature';
import { bogus, nameText } from './text';

/** What is proven about data; what is neither is a `dnssec-bogus` Fault. */
export type Proven = 'secure' | 'insecure';

export interface ProvenSet {
  readonly status: Proven;
  readonly ttl: number;
}

/** Zones that may have signed are tried for so many names, the deepest first; then the chain alone decides. */
const maxSigners = 2;

/**
 * Whether the answer's record set is what its zone published, or its zone is proven to be unsigned.
 *
 * @throws Fault `dnssec-bogus` where it is neither; those of `chainTo`.
 */
export async function authenticateSet(inquiry: Inquiry, reply: Reply, set: RecordSet): Promise<ProvenSet> {
  let problem: string | null = null;
  for await (const zone of zonesFor(inquiry, set.owner, [set])) {
    if (zone === 'insecure') return { status: 'insecure', ttl: set.ttl };
    const verdict = verifySet(set, zone, inquiry.now, inquiry.budget);
    if (verdict.ok) return { status: expansionStatus(inquiry, reply, zone, set, verdict.nextCloser), ttl: verdict.ttl };
    problem = verdict.problem;
  }
  throw bogus(problem ?? `${typeName(set.type)} of ${nameText(set.owner)} is not signed, although its zone is`);
}

/** A wildcard may answer only where no closer name exists (RFC 4035 section 5.3.4, RFC 5155 section 8.8). */
function expansionStatus(
  inquiry: Inquiry,
  reply: Reply,
  zone: SecureZone,
  { owner, type }: RecordSet,
  nextCloser: DomainName | null,
): Proven {
  if (nextCloser === null) return 'secure';
  const proof = proofOf(reply, zone, inquiry);
  const missing = shown(proof, (spans) => spans.missing(nextCloser));
  if (missing === 'missing') return 'secure';
  if (missing === 'opt-out' || proof.tooManyIterations) return 'insecure';
  throw bogus(`${typeName(type)} of ${nameText(owner)} is from a wildcard, without proof that no closer name exists`);
}

export interface ProvenAbsence {
  readonly status: Proven;
  /** Null where the zone is insecure, so that nothing but the response code tells. */
  readonly outcome: 'no-data' | 'no-such-name' | null;
}

/**
 * Whether a reply without the record set proves its absence, or its zone is proven to be unsigned.
 *
 * @throws Fault `dnssec-bogus` where it does neither; those of `chainTo`.
 */
export async function authenticateAbsence(
  inquiry: Inquiry,
  reply: Reply,
  name: DomainName,
  type: number,
): Promise<ProvenAbsence> {
  for await (const zone of zonesFor(inquiry, name, reply.authority.filter(isDenial))) {
    if (zone === 'insecure') return { status: 'insecure', outcome: null };
    const proof = proofOf(reply, zone, inquiry);
    const absence = shown(proof, (spans) => absenceOf(spans, name, type));
    if (absence !== null) return { status: absence.optOut ? 'insecure' : 'secure', outcome: absence.outcome };
    if (proof.tooManyIterations) return { status: 'insecure', outcome: null };
  }
  throw bogus(`${typeName(type)} of ${nameText(name)} did not come, and its absence is not proven`);
}

/**
 * The zones that may speak for a name: those that claim to by a signature, which saves questions about every label, and
 * in the end the one that the chain shows.
 */
async function* zonesFor(inquiry: Inquiry, name: DomainName, sets: readonly RecordSet[]): AsyncGenerator<Zone> {
  const tried = new Set<DomainName>();
  for (const signer of signersAbove(name, anchorZoneOf(inquiry, name), sets)) {
    const zone = await chainTo(inquiry, signer);
    if (zone === 'insecure') {
      // What is unsigned from above the signer on is unsigned at the name as well.
      yield zone;
      return;
    }
    if (zone.name !== signer) continue;
    tried.add(signer);
    yield zone;
  }
  const zone = await chainTo(inquiry, name);
  if (zone === 'insecure' || !tried.has(zone.name)) yield zone;
}

function signersAbove(name: DomainName, anchor: DomainName, sets: readonly RecordSet[]): readonly DomainName[] {
  const signers = new Set(sets.flatMap(({ signatures }) => signatures.map(({ signer }) => signer)));
  return [...signers]
    .filter((signer) => isSubdomainOf(name, signer) && isSubdomainOf(signer, anchor))
    .sort((left, right) => labelsOf(right).length - labelsOf(left).length)
    .slice(0, maxSigners);
}
