import type { DnsFault } from '../scenario';
import { normalise, selfAndAncestors } from './names';
import { nsecNoData, nsecNoName, nsecWildcard } from './nsec';
import { nsec3NoData, nsec3NoName, nsec3Wildcard } from './nsec3';
import { keyOf, type LabType, type SignedSet } from './record-set';
import type { DnsTree, TreeZone } from './tree';
import { closestEncloser, type LabZone } from './zone';

/** The content of a response; the server drops what DO and CD do not ask for. */
export interface Lookup {
  readonly rcode: 'NOERROR' | 'SERVFAIL' | 'NXDOMAIN' | 'REFUSED';
  readonly answers: readonly SignedSet[];
  readonly authorities: readonly SignedSet[];
  /** Whether a validating resolver would find this bogus, thus answer SERVFAIL unless CD is set. */
  readonly bogus: boolean;
  /** No response at all. */
  readonly drop: boolean;
  /** The text of an Extended DNS Error (RFC 8914). */
  readonly explanation?: string;
}

const maxAliases = 10;
const empty: Lookup = { rcode: 'NOERROR', answers: [], authorities: [], bogus: false, drop: false };

/** Answers as a recursive resolver with the whole tree in its cache: follows aliases from zone to zone. */
export function lookUp(tree: DnsTree, faults: readonly DnsFault[], question: { name: string; type: string }): Lookup {
  let name = normalise(question.name);
  let collected = empty;
  for (let hop = 0; hop <= maxAliases; hop++) {
    const step = faultyStep(tree, faults, name, question.type);
    collected = {
      ...step,
      answers: [...collected.answers, ...step.answers],
      // An alias that a wildcard gave comes with the proof that no closer name exists.
      authorities: [...collected.authorities, ...step.authorities],
      bogus: collected.bogus || step.bogus,
    };
    const alias = question.type === 'CNAME' ? undefined : step.answers.find(({ set }) => set.type === 'CNAME');
    if (alias === undefined) return collected;
    name = normalise(String(alias.set.data[0]));
  }
  return { ...empty, rcode: 'SERVFAIL' };
}

function faultyStep(tree: DnsTree, faults: readonly DnsFault[], name: string, type: string): Lookup {
  const fault = faults.find((each) => each.name === name && (each.type === undefined || each.type === type));
  const { zone } = tree.zoneFor(name, type);
  const detectable = zone.key !== null;
  switch (fault?.kind) {
    case undefined:
      return honestStep(tree, name, type);
    case 'servfail':
      return { ...empty, rcode: 'SERVFAIL' };
    case 'refused':
      return { ...empty, rcode: 'REFUSED' };
    case 'drop':
      return { ...empty, drop: true };
    case 'forge-empty':
      return { ...empty, bogus: detectable };
    case 'forge-no-name':
      return { ...empty, rcode: 'NXDOMAIN', bogus: detectable };
    case 'strip-rrsig':
      return { ...stripped(honestStep(tree, name, type)), bogus: detectable };
    case 'swap': {
      const other = honestStep(tree, fault.with, type);
      return { ...other, answers: other.answers.map((answer) => renamed(answer, name)), bogus: detectable };
    }
  }
}

function stripped(lookup: Lookup): Lookup {
  const withoutSignatures = (signed: SignedSet): SignedSet => ({ ...signed, signatures: [] });
  return {
    ...lookup,
    answers: lookup.answers.map(withoutSignatures),
    authorities: lookup.authorities.filter(({ set }) => !set.type.startsWith('NSEC')).map(withoutSignatures),
  };
}

function renamed({ set, signatures }: SignedSet, owner: string): SignedSet {
  return { set: { ...set, owner }, signatures: signatures.map((signature) => ({ ...signature, name: owner })) };
}

function honestStep(tree: DnsTree, name: string, type: string): Lookup {
  const found = tree.zoneFor(name, type);
  const { zone, closed } = found;
  if (zone.names.has(name)) return atExistingName(found, name, type);
  if (closed) return { ...empty, rcode: 'REFUSED', explanation: knownWorld(tree) };
  return atMissingName(found, name, type);
}

/** Says that the lab is not the whole internet, and what there is: the topmost zones that are not closed. */
function knownWorld({ zones }: DnsTree): string {
  const open = zones.filter(({ closed }) => !closed).map(({ zone }) => zone.name);
  const topmost = open.filter(
    (name) =>
      !selfAndAncestors(name)
        .slice(1)
        .some((above) => open.includes(above)),
  );
  return `the demo internet knows only ${topmost.join(' and ')}`;
}

function atExistingName({ zone, bogus }: TreeZone, name: string, type: string): Lookup {
  const answer = answerAt(zone, name, type);
  if (answer !== null) return { ...empty, answers: [answer], bogus: bogus || isAltered(zone, answer) };
  return { ...empty, authorities: [...soa(zone), ...noData(zone, name)], bogus };
}

/** The set asked for, or the alias that stands in its place. */
function answerAt(zone: LabZone, name: string, type: string): SignedSet | null {
  return zone.find(name, type as LabType) ?? zone.find(name, 'CNAME');
}

function atMissingName({ zone, bogus }: TreeZone, name: string, type: string): Lookup {
  const encloser = closestEncloser(zone, name);
  const wildcard = encloser === '' ? '*' : `*.${encloser}`;
  if (!zone.names.has(wildcard)) {
    return { ...empty, rcode: 'NXDOMAIN', authorities: [...soa(zone), ...noName(zone, name)], bogus };
  }
  const answer = answerAt(zone, wildcard, type);
  if (answer === null) {
    const proof = [...noName(zone, name), ...noData(zone, wildcard)];
    return { ...empty, authorities: [...soa(zone), ...unique(proof)], bogus };
  }
  return { ...empty, answers: [renamed(answer, name)], authorities: wildcardProof(zone, name), bogus };
}

function isAltered(zone: LabZone, { set }: SignedSet): boolean {
  return zone.key !== null && [...zone.altered.values()].includes(set);
}

function soa(zone: LabZone): readonly SignedSet[] {
  const found = zone.find(zone.name, 'SOA');
  return found === null ? [] : [found];
}

function noData(zone: LabZone, name: string): readonly SignedSet[] {
  if (zone.key === null) return [];
  return unique(zone.denial === 'nsec' ? nsecNoData(zone, name) : nsec3NoData(zone, name));
}

function noName(zone: LabZone, name: string): readonly SignedSet[] {
  if (zone.key === null) return [];
  return unique(zone.denial === 'nsec' ? nsecNoName(zone, name) : nsec3NoName(zone, name));
}

function wildcardProof(zone: LabZone, name: string): readonly SignedSet[] {
  if (zone.key === null) return [];
  return unique(zone.denial === 'nsec' ? nsecWildcard(zone, name) : nsec3Wildcard(zone, name));
}

/** One span often serves two purposes and is sent once. */
function unique(sets: readonly SignedSet[]): readonly SignedSet[] {
  const keys = sets.map(({ set }) => keyOf(set.owner, set.type));
  return sets.filter((_, index) => keys.indexOf(keys[index]!) === index);
}
