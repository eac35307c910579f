import { commonAncestor, compareNames, isSubdomainOf, labelsOf, readName } from '../dns/name';
import type { DomainName } from '../dns/record';
import { rrType } from '../dns/types';
import { isDelegation, type Spans } from './denial';
import { parseTypeBitmap, type TypeSet } from './type-bitmap';

/** RFC 4034 section 4.1: between the owner and the next name of the zone there is nothing. */
export interface Nsec {
  readonly owner: DomainName;
  readonly next: DomainName;
  readonly types: TypeSet;
}

/** Null where the data is malformed. */
export function parseNsec(owner: DomainName, rdata: Uint8Array): Nsec | null {
  try {
    const { name: next, end } = readName(rdata, 0);
    const types = parseTypeBitmap(rdata.subarray(end));
    return types === null ? null : { owner, next, types };
  } catch {
    return null;
  }
}

/** Reads verified NSEC records of a zone. */
export function nsecSpans(zone: DomainName, all: readonly Nsec[]): Spans {
  const records = all.filter(({ owner, next }) => isSubdomainOf(owner, zone) && isSubdomainOf(next, zone));
  const over = (name: DomainName): Nsec | undefined => records.find((record) => covers(zone, record, name));
  const missingAt = (name: DomainName): Nsec | undefined => {
    const record = over(name);
    return record === undefined || isSubdomainOf(record.next, name) ? undefined : record;
  };
  return {
    typesAt: (name) => {
      const own = records.find(({ owner }) => owner === name);
      if (own !== undefined) return own.types;
      // The next name lies below this one, which thus exists without records.
      const record = over(name);
      return record !== undefined && isSubdomainOf(record.next, name) ? new Set() : null;
    },
    missing: (name) => (missingAt(name) === undefined ? null : 'missing'),
    closestEncloser: (name) => {
      const record = missingAt(name);
      if (record === undefined) return null;
      const left = commonAncestor(name, record.owner);
      const right = commonAncestor(name, record.next);
      return { name: labelsOf(left).length > labelsOf(right).length ? left : right, optOut: false };
    },
  };
}

/** The last record of a zone points back to its apex. */
function covers(zone: DomainName, { owner, next, types }: Nsec, name: DomainName): boolean {
  if (!isSubdomainOf(name, zone) || compareNames(owner, name) >= 0) return false;
  if (next !== zone && compareNames(name, next) >= 0) return false;
  // RFC 6840 section 4.1: what lies below a cut or a DNAME is not this zone's to deny.
  return !(isSubdomainOf(name, owner) && (isDelegation(types) || types.has(rrType.DNAME)));
}
