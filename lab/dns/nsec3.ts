import { createHash } from 'node:crypto';
import type { Nsec3Data } from 'dns-packet';
import { wireName } from './names';
import type { RecordSet, SignedSet } from './record-set';
import { closestEncloser, type LabZone, nextCloser } from './zone';

const negativeTtl = 5;
const optOutFlag = 1;

/** Iterations and salt differ from nothing, so that both are exercised, within what RFC 9276 lets validators accept. */
export const nsec3Parameters = { algorithm: 1, iterations: 1, salt: Buffer.from('5a17', 'hex') } as const;

/** RFC 5155 section 5. */
export function nsec3Hash(name: string): Buffer {
  let digest = wireName(name);
  for (let round = 0; round <= nsec3Parameters.iterations; round++) {
    digest = createHash('sha1').update(digest).update(nsec3Parameters.salt).digest();
  }
  return digest;
}

/** Base 32 with the extended hexadecimal alphabet, lower case, without padding (RFC 4648 section 7). */
export function base32hex(bytes: Buffer): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  return bits.toString(32).padStart((bytes.length * 8) / 5, '0');
}

interface Link {
  readonly hash: Buffer;
  readonly name: string;
}

const chains = new WeakMap<LabZone, readonly Link[]>();

/** Every name with an NSEC3 record, in the order of the hashes; opt-out leaves unsigned delegations out. */
function chainOf(zone: LabZone): readonly Link[] {
  const known = chains.get(zone);
  if (known !== undefined) return known;
  const optOut = zone.denial === 'nsec3-opt-out';
  const chain = [...zone.names]
    .filter((name) => !(optOut && zone.cuts.has(name) && !zone.typesAt(name).includes('DS')))
    .map((name) => ({ name, hash: nsec3Hash(name) }))
    .sort((left, right) => Buffer.compare(left.hash, right.hash));
  chains.set(zone, chain);
  return chain;
}

/** The NSEC3 record at the hash of `name`, or the one whose span covers it. */
function atOrCovering(zone: LabZone, name: string): { readonly matches: boolean; readonly set: SignedSet } {
  const chain = chainOf(zone);
  const hash = nsec3Hash(name);
  const after = chain.findIndex((link) => Buffer.compare(link.hash, hash) > 0);
  const index = ((after < 0 ? chain.length : after) - 1 + chain.length) % chain.length;
  const link = chain[index]!;
  const next = chain[(index + 1) % chain.length]!;
  return { matches: link.hash.equals(hash), set: zone.signed(recordSet(zone, link, next)) };
}

function recordSet(zone: LabZone, link: Link, next: Link): RecordSet {
  const types = zone.typesAt(link.name);
  // An unsigned delegation and an empty non-terminal have nothing signed at them, thus no RRSIG bit.
  const signed = types.some((type) => type !== 'NS' || !zone.cuts.has(link.name));
  const data: Nsec3Data = {
    ...nsec3Parameters,
    flags: zone.denial === 'nsec3-opt-out' ? optOutFlag : 0,
    nextDomain: next.hash,
    rrtypes: signed ? [...types, 'RRSIG'] : [...types],
  };
  const hashedOwner = base32hex(link.hash);
  const owner = zone.name === '' ? hashedOwner : `${hashedOwner}.${zone.name}`;
  return { owner, type: 'NSEC3', ttl: negativeTtl, data: [data] };
}

/** The closest provable encloser and the span over the next closer name (RFC 5155 section 7.2.1). */
function encloserProof(zone: LabZone, name: string): readonly SignedSet[] {
  return [atOrCovering(zone, closestEncloser(zone, name)).set, atOrCovering(zone, nextCloser(zone, name)).set];
}

/** RFC 5155 sections 7.2.3 and 7.2.4; below opt-out an unsigned delegation has no record of its own. */
export function nsec3NoData(zone: LabZone, name: string): readonly SignedSet[] {
  const own = atOrCovering(zone, name);
  if (own.matches) return [own.set];
  const parents = chainOf(zone).map((link) => link.name);
  const encloser = name
    .split('.')
    .map((_, index, labels) => labels.slice(index + 1).join('.'))
    .find((candidate) => parents.includes(candidate));
  return [atOrCovering(zone, encloser ?? zone.name).set, own.set];
}

/** RFC 5155 section 7.2.2. */
export function nsec3NoName(zone: LabZone, name: string): readonly SignedSet[] {
  const encloser = closestEncloser(zone, name);
  return [...encloserProof(zone, name), atOrCovering(zone, encloser === '' ? '*' : `*.${encloser}`).set];
}

/** RFC 5155 section 7.2.6: only the next closer name needs a proof, the signature's labels field tells the rest. */
export function nsec3Wildcard(zone: LabZone, name: string): readonly SignedSet[] {
  return [atOrCovering(zone, nextCloser(zone, name)).set];
}
