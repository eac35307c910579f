import type { NsecData } from 'dns-packet';
import { compareNames } from './names';
import type { RecordSet, SignedSet } from './record-set';
import { closestEncloser, type LabZone } from './zone';

const negativeTtl = 5;

/** The NSEC record whose span holds `name`, or that stands at it (RFC 4034 section 4). */
function spanning(zone: LabZone, name: string): SignedSet {
  const { owners } = zone;
  const after = owners.findIndex((owner) => compareNames(owner, name) > 0);
  const index = (after < 0 ? owners.length : after) - 1;
  const owner = owners[index] ?? zone.name;
  const data: NsecData = {
    nextDomain: owners[index + 1] ?? zone.name,
    rrtypes: [...zone.typesAt(owner), 'NSEC', 'RRSIG'],
  };
  const set: RecordSet = { owner, type: 'NSEC', ttl: negativeTtl, data: [data] };
  return zone.signed(set);
}

/** The name exists, the type does not; for an empty non-terminal the span before it says so (RFC 4035 section 3.1.3.1). */
export function nsecNoData(zone: LabZone, name: string): readonly SignedSet[] {
  return [spanning(zone, name)];
}

/** Neither the name exists nor a wildcard that would stand for it (RFC 4035 section 3.1.3.2). */
export function nsecNoName(zone: LabZone, name: string): readonly SignedSet[] {
  const encloser = closestEncloser(zone, name);
  return [spanning(zone, name), spanning(zone, encloser === '' ? '*' : `*.${encloser}`)];
}

/** The name itself does not exist, so that a wildcard may answer (RFC 4035 section 3.1.3.3). */
export function nsecWildcard(zone: LabZone, name: string): readonly SignedSet[] {
  return [spanning(zone, name)];
}
