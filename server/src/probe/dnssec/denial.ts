import { asterisk, childOf } from '../dns/name';
import type { DomainName } from '../dns/record';
import { rrType } from '../dns/types';
import type { TypeSet } from './type-bitmap';

/**
 * What the verified NSEC records of a zone, or its NSEC3 records, say about its names. The same logic then holds for
 * both (RFC 4035 section 5.4, RFC 5155 section 8).
 */
export interface Spans {
  /** The types at a name that is shown to exist; none for an empty non-terminal. Null where that is not shown. */
  readonly typesAt: (name: DomainName) => TypeSet | null;
  /**
   * Whether neither a name nor anything below it exists; `opt-out` where an unsigned delegation may be there
   * nevertheless (RFC 5155 section 6). Null where that is not shown.
   */
  readonly missing: (name: DomainName) => 'missing' | 'opt-out' | null;
  /** The longest existing ancestor of a name that does not exist (RFC 5155 section 1.3). Null where that is not shown. */
  readonly closestEncloser: (name: DomainName) => Encloser | null;
}

export interface Encloser {
  readonly name: DomainName;
  readonly optOut: boolean;
}

/** The pseudo-type by which a server says that a name does not exist although it has an NSEC record (RFC 9824). */
const nxname = 128;

export interface Absence {
  readonly outcome: 'no-data' | 'no-such-name';
  /** An opt-out span is part of the proof, which thus is none (RFC 5155 section 9.2). */
  readonly optOut: boolean;
}

/** Whether a record set is shown not to exist; `type` is any but DS, which belongs to the parent's side of a cut. */
export function absenceOf(spans: Spans, name: DomainName, type: number): Absence | null {
  const types = spans.typesAt(name);
  if (types !== null) {
    if (!lacks(types, type)) return null;
    return { outcome: types.has(nxname) ? 'no-such-name' : 'no-data', optOut: false };
  }
  const encloser = spans.closestEncloser(name);
  if (encloser === null) return null;
  const wildcard = childOf(asterisk, encloser.name);
  const wildcardTypes = spans.typesAt(wildcard);
  if (wildcardTypes !== null) {
    return lacks(wildcardTypes, type) ? { outcome: 'no-data', optOut: encloser.optOut } : null;
  }
  const missing = spans.missing(wildcard);
  if (missing === null) return null;
  return { outcome: 'no-such-name', optOut: encloser.optOut || missing === 'opt-out' };
}

/** An alias would have answered (RFC 6840 section 4.3), and the parent's side of a cut knows nothing (section 4.1). */
function lacks(types: TypeSet, type: number): boolean {
  return !types.has(type) && !types.has(rrType.CNAME) && !isDelegation(types);
}

/** The NSEC or NSEC3 record of a cut, from the zone above it. */
export function isDelegation(types: TypeSet): boolean {
  return types.has(rrType.NS) && !types.has(rrType.SOA);
}

/**
 * What the absence of DS at a name means for the zone that proves it: an unsigned delegation, a name inside the zone,
 * or no name at all, thus no cut below it either. Null where the absence is not shown.
 */
export type CutProof = 'unsigned-delegation' | 'inside' | 'no-name';

/** RFC 6840 section 4.4: an unsigned delegation has NS, but neither DS nor SOA. */
export function cutProof(spans: Spans, name: DomainName): CutProof | null {
  const types = spans.typesAt(name);
  if (types !== null) {
    // SOA here means that the record is from the child's side, which can't speak about DS.
    if (types.has(rrType.DS) || types.has(rrType.SOA)) return null;
    return types.has(rrType.NS) ? 'unsigned-delegation' : 'inside';
  }
  const encloser = spans.closestEncloser(name);
  if (encloser === null) return null;
  return encloser.optOut ? 'unsigned-delegation' : 'no-name';
}
