import { asterisk, childOf, compareNames, isSubdomainOf, labelsOf, lastLabels } from '../../dns/name';
import type { DnsMessage, DomainName, ResourceRecord } from '../../dns/record';
import { rrType } from '../../dns/types';
import { nsec3Hash } from '../nsec3';
import { parseRrsig } from '../rrsig';
import type { Chance } from './chance';

/** A record set with its signatures, as it once was sent. */
export interface SignedLoot {
  readonly owner: DomainName;
  readonly type: number;
  readonly signer: DomainName;
  readonly records: readonly ResourceRecord[];
}

/** What a man in the middle has at hand: everything that anybody ever was told. */
export interface Loot {
  readonly messages: readonly DnsMessage[];
  readonly records: readonly ResourceRecord[];
  readonly sets: readonly SignedLoot[];
  readonly denials: ReadonlyMap<DomainName, DenialLoot>;
}

/** The NSEC or NSEC3 sets of a zone. */
interface DenialLoot {
  readonly all: readonly SignedLoot[];
  /** The one that stands at a name, or whose span holds it. */
  readonly about: (name: DomainName) => SignedLoot | undefined;
}

export function gatherLoot(messages: readonly DnsMessage[]): Loot {
  const sets = new Map<string, SignedLoot>();
  for (const { answer, authority } of messages) {
    for (const set of [...signedSets(answer), ...signedSets(authority)]) {
      const data = set.records.map(({ rdata }) => Buffer.from(rdata).toString('hex')).join(' ');
      sets.set(`${set.owner} ${set.type} ${data}`, set);
    }
  }
  const all = [...sets.values()];
  const signers = new Set(all.map(({ signer }) => signer));
  return {
    messages,
    records: messages.flatMap(({ answer, authority }) => [...answer, ...authority]),
    sets: all,
    denials: new Map([...signers].map((zone) => [zone, denialsOf(all.filter(({ signer }) => signer === zone))])),
  };
}

function signedSets(section: readonly ResourceRecord[]): readonly SignedLoot[] {
  return section
    .filter(({ type }) => type === rrType.RRSIG)
    .flatMap((signature) => {
      const { owner } = signature;
      const parsed = parseRrsig(signature.rdata);
      if (parsed === null) return [];
      const covered = section.filter((record) => record.owner === owner && record.type === parsed.typeCovered);
      return [{ owner, type: parsed.typeCovered, signer: parsed.signer, records: [...covered, signature] }];
    });
}

function denialsOf(sets: readonly SignedLoot[]): DenialLoot {
  const nsec3 = sets.filter(({ type }) => type === rrType.NSEC3);
  const { all, about } =
    nsec3.length > 0 ? hashedDenials(nsec3) : plainDenials(sets.filter(({ type }) => type === rrType.NSEC));
  return { all, about: remembered(about) };
}

/** The same names are asked about over and over. */
function remembered<T>(find: (name: DomainName) => T): (name: DomainName) => T {
  const known = new Map<DomainName, { readonly found: T }>();
  return (name) => {
    const entry = known.get(name) ?? { found: find(name) };
    known.set(name, entry);
    return entry.found;
  };
}

function plainDenials(sets: readonly SignedLoot[]): DenialLoot {
  const all = [...sets].sort((left, right) => compareNames(left.owner, right.owner));
  return { all, about: (name) => all.findLast(({ owner }) => compareNames(owner, name) <= 0) };
}

function hashedDenials(sets: readonly SignedLoot[]): DenialLoot {
  const hashOf = ({ owner }: SignedLoot): string => labelsOf(owner)[0] ?? '';
  const all = [...sets].sort((left, right) => (hashOf(left) < hashOf(right) ? -1 : 1));
  const rdata = all[0]?.records[0]?.rdata ?? new Uint8Array();
  const salt = rdata.subarray(5, 5 + (rdata[4] ?? 0));
  const iterations = ((rdata[2] ?? 0) << 8) | (rdata[3] ?? 0);
  return {
    all,
    about: (name) => {
      const hash = nsec3Hash(name, salt, iterations);
      return all.findLast((set) => hashOf(set) <= hash) ?? all.at(-1);
    },
  };
}

/**
 * Denials of a zone as they make a proof about a name: what stands at it, at one of its ancestors as closest encloser, at
 * the next closer name and at the wildcard (RFC 4035 section 5.4, RFC 5155 section 8); one or the other may be missing or
 * be too much.
 */
export function pickProof({ all, about }: DenialLoot, name: DomainName, chance: Chance): readonly SignedLoot[] {
  const count = labelsOf(name).length;
  const kept = Math.max(0, count - 1 - chance.below(4));
  const encloser = lastLabels(name, kept);
  const parts = [name, encloser, lastLabels(name, kept + 1), childOf(asterisk, encloser)].map(about);
  const picked = [...parts.filter(() => chance.isHit(0.7)), ...(chance.isHit(0.2) ? [chance.pick(all)] : [])];
  return [...new Set(picked)].filter((denial) => denial !== undefined);
}

/** The zones at or above a name of which there are denials, the deepest first. */
export function zonesAbove({ denials }: Loot, name: DomainName): readonly DenialLoot[] {
  return [...denials]
    .filter(([zone, { all }]) => isSubdomainOf(name, zone) && all.length > 0)
    .sort(([left], [right]) => labelsOf(right).length - labelsOf(left).length)
    .map(([, found]) => found);
}
