import { rrType } from '../dns/types';
import type { Spans } from './denial';
import type { Inquiry } from './inquiry';
import { limits } from './limits';
import { type Nsec, nsecSpans, parseNsec } from './nsec';
import { type Nsec3, nsec3Spans, parseNsec3 } from './nsec3';
import type { RecordSet, Reply } from './record-set';
import { type SecureZone, verifySet } from './signature';

/** The verified records of a zone about what does not exist, from the authority section of a reply. */
export interface Proof {
  readonly spans: readonly Spans[];
  /** NSEC3 with more iterations than we compute: what the zone denies counts as insecure (RFC 9276 section 3.2). */
  readonly tooManyIterations: boolean;
}

export function isDenial({ type }: RecordSet): boolean {
  return type === rrType.NSEC || type === rrType.NSEC3;
}

export function proofOf({ authority }: Reply, zone: SecureZone, { now, budget }: Inquiry): Proof {
  const verified = authority
    .filter((set) => isDenial(set) && set.signatures.some(({ signer }) => signer === zone.name))
    .slice(0, limits.denialSets)
    .filter((set) => {
      const verdict = verifySet(set, zone, now, budget);
      return verdict.ok && verdict.nextCloser === null;
    });
  const nsec = verified.filter(({ type }) => type === rrType.NSEC).flatMap(nsecOf);
  const all = verified.filter(({ type }) => type === rrType.NSEC3).flatMap((set) => nsec3Of(zone, set));
  const nsec3 = all.filter(({ iterations }) => iterations <= limits.nsec3Iterations);
  return {
    spans: [nsecSpans(zone.name, nsec), nsec3Spans(zone.name, nsec3, budget)],
    tooManyIterations: nsec3.length < all.length,
  };
}

/** The first thing that one of the chains shows; no honest zone has both NSEC and NSEC3 at a time. */
export function shown<T>({ spans }: Proof, ask: (spans: Spans) => T | null): T | null {
  for (const each of spans) {
    const result = ask(each);
    if (result !== null) return result;
  }
  return null;
}

function nsecOf({ owner, data }: RecordSet): readonly Nsec[] {
  return data.map((rdata) => parseNsec(owner, rdata)).filter((each) => each !== null);
}

function nsec3Of(zone: SecureZone, { owner, data }: RecordSet): readonly Nsec3[] {
  return data.map((rdata) => parseNsec3(zone.name, owner, rdata)).filter((each) => each !== null);
}
