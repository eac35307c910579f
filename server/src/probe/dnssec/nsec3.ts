import { createHash } from 'node:crypto';
import { labelsOf, lastLabels, nameToWire, parentOf } from '../dns/name';
import type { DomainName } from '../dns/record';
import { rrType } from '../dns/types';
import { type Encloser, isDelegation, type Spans } from './denial';
import { type Budget, spend } from './limits';
import { parseTypeBitmap, type TypeSet } from './type-bitmap';

/** RFC 5155 section 3.1: between the hash of the owner and the next one there is no hash of a name. */
export interface Nsec3 {
  /** Base 32 with the extended hexadecimal alphabet in lower case, which sorts as the bytes do. */
  readonly hash: string;
  readonly next: string;
  readonly optOut: boolean;
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly types: TypeSet;
}

const sha1 = 1;
const sha1Length = 20;
const optOutFlag = 0x01;

/** Null where the data is malformed, not of this zone, or of a kind to be ignored (RFC 5155 sections 8.1 and 8.2). */
export function parseNsec3(zone: DomainName, owner: DomainName, rdata: Uint8Array): Nsec3 | null {
  const saltLength = rdata[4];
  if (saltLength === undefined || rdata[0] !== sha1 || parentOf(owner) !== zone) return null;
  const flags = rdata[1] ?? 0;
  const hashAt = 5 + saltLength;
  const bitmapAt = hashAt + 1 + sha1Length;
  if (bitmapAt > rdata.length || rdata[hashAt] !== sha1Length || (flags & ~optOutFlag) !== 0) return null;
  const hash = labelsOf(owner)[0] ?? '';
  const types = parseTypeBitmap(rdata.subarray(bitmapAt));
  if (types === null || !/^[0-9a-v]{32}$/.test(hash)) return null;
  return {
    hash,
    next: base32hex(rdata.subarray(hashAt + 1, bitmapAt)),
    optOut: (flags & optOutFlag) !== 0,
    iterations: ((rdata[2] ?? 0) << 8) | (rdata[3] ?? 0),
    salt: rdata.subarray(5, hashAt),
    types,
  };
}

/** RFC 4648 section 7, in lower case without padding. */
export function base32hex(bytes: Uint8Array): string {
  const number = BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
  return number.toString(32).padStart(Math.ceil((bytes.length * 8) / 5), '0');
}

/** RFC 5155 section 5. */
export function nsec3Hash(name: DomainName, salt: Uint8Array, iterations: number): string {
  let digest: Uint8Array = nameToWire(name);
  for (let round = 0; round <= iterations; round++) {
    digest = createHash('sha1').update(digest).update(salt).digest();
  }
  return base32hex(digest);
}

/**
 * Reads verified NSEC3 records of a zone. Those that differ from the first in salt or iterations are of another chain
 * and are ignored (RFC 5155 section 8.2).
 *
 * The functions throw a `limit` Fault where the budget for hashing is spent.
 */
export function nsec3Spans(zone: DomainName, all: readonly Nsec3[], budget: Budget): Spans {
  const [first] = all;
  if (first === undefined) return { typesAt: () => null, missing: () => null, closestEncloser: () => null };
  const { salt, iterations } = first;
  const records = all.filter((each) => each.iterations === iterations && Buffer.compare(each.salt, salt) === 0);
  const hashes = new Map<DomainName, string>();
  const hashOf = (name: DomainName): string => {
    const known = hashes.get(name);
    if (known !== undefined) return known;
    spend(budget, 'hashRounds', iterations + 1);
    const hash = nsec3Hash(name, salt, iterations);
    hashes.set(name, hash);
    return hash;
  };
  const typesAt = (name: DomainName): TypeSet | null => {
    const hash = hashOf(name);
    return records.find((record) => record.hash === hash)?.types ?? null;
  };
  const missing = (name: DomainName): 'missing' | 'opt-out' | null => {
    const hash = hashOf(name);
    const covering = records.find((record) => covers(record, hash));
    if (covering === undefined) return null;
    return covering.optOut ? 'opt-out' : 'missing';
  };
  return { typesAt, missing, closestEncloser: (name) => closestEncloser(zone, name, typesAt, missing) };
}

/** The last record of the chain points back to the first; a chain of one covers everything but itself. */
function covers({ hash: owner, next }: Nsec3, hash: string): boolean {
  return owner < next ? owner < hash && hash < next : hash !== owner && (owner < hash || hash < next);
}

/** RFC 5155 section 8.3, with RFC 6840 section 4.1: a cut or a DNAME encloses nothing of this zone. */
function closestEncloser(
  zone: DomainName,
  name: DomainName,
  typesAt: Spans['typesAt'],
  missing: Spans['missing'],
): Encloser | null {
  const zoneLabels = labelsOf(zone).length;
  for (let count = labelsOf(name).length - 1; count >= zoneLabels; count--) {
    const candidate = lastLabels(name, count);
    const types = typesAt(candidate);
    if (types === null) continue;
    if (isDelegation(types) || types.has(rrType.DNAME)) return null;
    const found = missing(lastLabels(name, count + 1));
    return found === null ? null : { name: candidate, optOut: found === 'opt-out' };
  }
  return null;
}
