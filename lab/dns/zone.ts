import type { Answer } from 'dns-packet';
import type { ZoneKey } from './keys';
import { compareNames, isWithin, selfAndAncestors } from './names';
import { keyOf, type LabType, type RecordSet, type SignedSet } from './record-set';
import { signSet, type Validity } from './signer';

export type Denial = 'nsec' | 'nsec3' | 'nsec3-opt-out';

/** What a zone is made of; its delegations are among the record sets. */
export interface ZoneContent {
  readonly name: string;
  /** Null for an unsigned zone. */
  readonly key: ZoneKey | null;
  readonly denial: Denial;
  readonly validity: Validity;
  readonly sets: readonly RecordSet[];
  /** What is served in place of a set after that was signed; by `keyOf`. */
  readonly altered: ReadonlyMap<string, RecordSet>;
}

/** A zone that can be asked: by exact name, and for the shape of its name space. */
export interface LabZone extends ZoneContent {
  /** The owners that exist with records, in canonical order. */
  readonly owners: readonly string[];
  /** The owners and every empty non-terminal between them and the apex. */
  readonly names: ReadonlySet<string>;
  /** The names where another zone begins. */
  readonly cuts: ReadonlySet<string>;
  readonly typesAt: (owner: string) => readonly LabType[];
  readonly find: (owner: string, type: LabType) => SignedSet | null;
  /** Signs a set that is not among the zone's own, such as NSEC; remembers the signature. */
  readonly signed: (set: RecordSet) => SignedSet;
}

export function createZone(content: ZoneContent): LabZone {
  const sets = new Map(content.sets.map((set) => [keyOf(set.owner, set.type), set]));
  const types = groupTypes(content.sets);
  const owners = [...types.keys()].sort(compareNames);
  const cuts = new Set(owners.filter((owner) => owner !== content.name && types.get(owner)?.includes('NS')));
  const signed = memoisedSigner(content, cuts);
  return {
    ...content,
    owners,
    names: new Set(owners.flatMap((owner) => selfAndAncestors(owner, content.name))),
    cuts,
    typesAt: (owner) => types.get(owner) ?? [],
    find: (owner, type) => {
      const set = sets.get(keyOf(owner, type));
      return set === undefined ? null : signed(set);
    },
    signed,
  };
}

function groupTypes(sets: readonly RecordSet[]): ReadonlyMap<string, readonly LabType[]> {
  const types = new Map<string, LabType[]>();
  for (const { owner, type } of sets) types.set(owner, [...(types.get(owner) ?? []), type]);
  return types;
}

function memoisedSigner(
  { name, key, validity, altered }: ZoneContent,
  cuts: ReadonlySet<string>,
): (set: RecordSet) => SignedSet {
  const signatures = new Map<string, Answer>();
  return (set) => {
    const id = keyOf(set.owner, set.type);
    const served = altered.get(id) ?? set;
    // The NS records at a cut belong to the child zone and are not signed here (RFC 4035 section 2.2).
    if (key === null || (set.type === 'NS' && cuts.has(set.owner))) return { set: served, signatures: [] };
    const signature = signatures.get(id) ?? signSet(set, name, key, validity);
    signatures.set(id, signature);
    return { set: served, signatures: [signature] };
  };
}

/** The longest existing ancestor of a name that does not exist in the zone (RFC 5155 section 1.3). */
export function closestEncloser(zone: LabZone, name: string): string {
  return selfAndAncestors(name, zone.name).find((candidate) => zone.names.has(candidate)) ?? zone.name;
}

/** The name one label longer than the closest encloser, on the way to `name`. */
export function nextCloser(zone: LabZone, name: string): string {
  const encloser = closestEncloser(zone, name);
  return (
    selfAndAncestors(name, zone.name).findLast(
      (candidate) => candidate !== encloser && isWithin(candidate, encloser),
    ) ?? name
  );
}
