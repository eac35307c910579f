import { isWithin, selfAndAncestors } from '../dns/names';
import { keyOf, type RecordSet } from '../dns/record-set';
import type { ZoneSource } from '../dns/tree';

/** What a validating resolver has to find, derived from what the zones are meant to be and not from what is served. */
export interface DnsTruth {
  /** The weakest over all aliases and what they lead to; `refused` where the lab does not know the name. */
  readonly status: 'secure' | 'insecure' | 'bogus' | 'refused';
  readonly outcome: 'records' | 'no-data' | 'no-such-name';
  /** As the zone has it. */
  readonly data: readonly unknown[];
  readonly aliases: readonly string[];
}

type Step = Omit<DnsTruth, 'aliases'> & { readonly alias?: string };

const weakness: readonly DnsTruth['status'][] = ['secure', 'insecure', 'refused', 'bogus'];

/** @param sources All zones, the root among them. No ring of aliases may be asked for. */
export function createTruth(sources: readonly ZoneSource[]): (name: string, type: string) => DnsTruth {
  return (name, type) => {
    const aliases: string[] = [];
    let status: DnsTruth['status'] = 'secure';
    for (let at = name; ; ) {
      const step = stepAt(sources, at, type);
      status = weakness.indexOf(step.status) > weakness.indexOf(status) ? step.status : status;
      if (step.alias === undefined) return { status, outcome: step.outcome, data: step.data, aliases };
      aliases.push(step.alias);
      at = step.alias;
    }
  };
}

function stepAt(sources: readonly ZoneSource[], name: string, type: string): Step {
  const zone = zoneOf(sources, name);
  const status = statusOf(sources, zone);
  const children = sources.filter((each) => each !== zone && isWithin(each.name, zone.name));
  const owners = [zone.name, ...zone.sets.map(({ owner }) => owner), ...children.map((each) => each.name)];
  const exists = (candidate: string): boolean => owners.some((owner) => isWithin(owner, candidate));
  const answer = (owner: string): Step | null => {
    const set = setAt(zone, owner, type) ?? setAt(zone, owner, 'CNAME');
    if (set === undefined) return null;
    const own = zone.tampered.has(keyOf(owner, set.type)) && status === 'secure' ? 'bogus' : status;
    const found = { status: own, outcome: 'records', data: set.data } as const;
    return set.type === type ? found : { ...found, data: [], alias: String(set.data[0]) };
  };
  if (exists(name)) return answer(name) ?? { status, outcome: 'no-data', data: [] };
  if (zone.closed) return { status: 'refused', outcome: 'no-such-name', data: [] };
  // An unsigned delegation may hide where an opt-out span covers the name (RFC 5155 section 9.2).
  const denied = zone.denial === 'nsec3-opt-out' && status === 'secure' ? 'insecure' : status;
  const encloser = selfAndAncestors(name, zone.name).find(exists) ?? zone.name;
  const wildcard = encloser === '' ? '*' : `*.${encloser}`;
  if (!exists(wildcard)) return { status: denied, outcome: 'no-such-name', data: [] };
  const expanded = answer(wildcard) ?? { status, outcome: 'no-data', data: [] };
  return expanded.status === 'secure' ? { ...expanded, status: denied } : expanded;
}

function zoneOf(sources: readonly ZoneSource[], name: string): ZoneSource {
  const found = selfAndAncestors(name)
    .map((candidate) => sources.find((source) => source.name === candidate))
    .find((source) => source !== undefined);
  if (found === undefined) throw new Error('there is no root zone');
  return found;
}

function setAt({ sets }: ZoneSource, owner: string, type: string): RecordSet | undefined {
  return sets.find((set) => set.owner === owner && set.type === type);
}

/** The first zone from the root down that is not simply signed decides for all below it (RFC 4035 section 4.3). */
function statusOf(sources: readonly ZoneSource[], zone: ZoneSource): 'secure' | 'insecure' | 'bogus' {
  const path = sources
    .filter(({ name }) => isWithin(zone.name, name))
    .sort((left, right) => left.name.length - right.name.length);
  const [first] = path.filter(({ security }) => security !== 'signed');
  switch (first?.security) {
    case undefined:
    case 'signed':
      return 'secure';
    case 'unsigned':
    case 'unknown-algorithm':
      return 'insecure';
    case 'wrong-ds':
    case 'expired':
      return 'bogus';
  }
}
