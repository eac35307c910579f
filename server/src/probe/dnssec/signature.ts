import { createHash } from 'node:crypto';
import { asterisk, childOf, isSubdomainOf, labelsOf, lastLabels, nameToWire } from '../dns/name';
import type { DomainName } from '../dns/record';
import { classIn, typeName } from '../dns/types';
import { verifies } from './algorithms';
import { type Dnskey, keyObjectOf } from './keys';
import { type Budget, limits, spend } from './limits';
import type { RecordSet } from './record-set';
import { remembered } from './remembered';
import { type Rrsig, secondsLeft, secondsUntilValid, validityAt } from './rrsig';
import { durationText, nameText } from './text';

/** A zone with keys that are trusted. */
export interface SecureZone {
  readonly name: DomainName;
  readonly keys: readonly Dnskey[];
}

export type SetVerdict =
  | {
      readonly ok: true;
      /** Where the set was made from a wildcard: the name that must not exist (RFC 4035 section 5.3.4). */
      readonly nextCloser: DomainName | null;
      /** Seconds for which the set may be kept (RFC 4035 section 5.3.3). */
      readonly ttl: number;
    }
  | { readonly ok: false; readonly problem: string };

/**
 * Verifies a record set against the keys of a zone: one good signature suffices, whatever else is there
 * (RFC 4035 section 5.3, RFC 6840 section 5.11).
 *
 * @throws Fault `limit` where the budget for signature checks is spent.
 */
export function verifySet(set: RecordSet, zone: SecureZone, now: Date, budget: Budget): SetVerdict {
  const problems: Problem[] = [];
  let triesLeft: number = limits.signaturesPerSet;
  for (const signature of set.signatures) {
    const problem = formalProblem(set, signature, zone, now);
    if (problem !== null) {
      problems.push(problem);
      continue;
    }
    const keys = keysFor(signature, zone);
    if (keys.length === 0) problems.push({ rank: 1, text: `no key of its zone has the tag ${signature.keyTag}` });
    for (const key of keys) {
      if (triesLeft-- === 0) return failure(set, [{ rank: 4, text: 'there are too many of them' }]);
      spend(budget, 'signatures');
      if (isSignedBy(key, signedData(set, signature), signature.signature)) {
        return { ok: true, nextCloser: nextCloserOf(set.owner, signature), ttl: ttlOf(set, signature, now) };
      }
      problems.push({ rank: 2, text: 'they do not match the data' });
    }
  }
  return failure(set, problems);
}

const keptChecks = 2_048;

/**
 * A check costs a hundred times what its digest does, and each question repeats those of the zones above. Whether a
 * signature is in force is asked anew each time.
 */
const isSignedBy = remembered(
  (key: Dnskey, data: Buffer, signature: Uint8Array): boolean => {
    const keyObject = keyObjectOf(key);
    return keyObject !== null && verifies(key.algorithm, keyObject, data, signature);
  },
  ({ algorithm, publicKey }, data, signature) => {
    const hash = createHash('sha256');
    for (const part of [Buffer.of(algorithm), publicKey, data, signature]) hash.update(`${part.length} `).update(part);
    return hash.digest('base64');
  },
  keptChecks,
);

/** The problem with the highest rank is told: a date says more than a signature that does not concern us. */
interface Problem {
  readonly rank: number;
  readonly text: string;
}

function failure({ owner, type, signatures }: RecordSet, problems: readonly Problem[]): SetVerdict {
  const subject = `${typeName(type)} of ${nameText(owner)}`;
  if (signatures.length === 0) return { ok: false, problem: `${subject} is not signed, although its zone is` };
  const worst = problems.reduce<Problem>((best, each) => (each.rank > best.rank ? each : best), { rank: -1, text: '' });
  return { ok: false, problem: `the signatures over ${subject} do not verify: ${worst.text}` };
}

/** RFC 4035 section 5.3.1, except for the key. */
function formalProblem(set: RecordSet, signature: Rrsig, zone: SecureZone, now: Date): Problem | null {
  if (signature.signer !== zone.name || !isSubdomainOf(set.owner, zone.name)) {
    return { rank: 0, text: `they are by ${nameText(signature.signer)}, not by ${nameText(zone.name)}` };
  }
  if (signature.labels > ownerLabels(set.owner) || signature.labels < labelsOf(zone.name).length) {
    return { rank: 0, text: 'their number of labels is wrong' };
  }
  switch (validityAt(signature, now)) {
    case 'expired':
      return {
        rank: 3,
        text: `they expired ${durationText(-secondsLeft(signature, now))} ago${clockDoubt(zone.name)}`,
      };
    case 'not-yet-valid':
      return {
        rank: 3,
        text: `they become valid only in ${durationText(secondsUntilValid(signature, now))}${clockDoubt(zone.name)}`,
      };
    case 'valid':
      return null;
  }
}

/** The root and the top-level domains hardly ever let their signatures expire. */
function clockDoubt(zone: DomainName): string {
  return labelsOf(zone).length <= 1
    ? '; this computer’s clock is probably wrong'
    : ', if this computer’s clock is right';
}

function keysFor({ keyTag, algorithm }: Rrsig, zone: SecureZone): readonly Dnskey[] {
  return zone.keys.filter((key) => key.tag === keyTag && key.algorithm === algorithm).slice(0, limits.keysPerTag);
}

/** RFC 4034 section 3.1.3: the asterisk of a wildcard does not count. */
function ownerLabels(owner: DomainName): number {
  const labels = labelsOf(owner);
  return labels[0] === asterisk ? labels.length - 1 : labels.length;
}

function nextCloserOf(owner: DomainName, { labels }: Rrsig): DomainName | null {
  return labels < ownerLabels(owner) ? lastLabels(owner, labels + 1) : null;
}

function ttlOf(set: RecordSet, signature: Rrsig, now: Date): number {
  return Math.max(0, Math.min(set.ttl, signature.originalTtl, secondsLeft(signature, now)));
}

/** RFC 4034 section 3.1.8.1 and 6.2: the fields of the signature and the records with their original TTL and owner. */
function signedData({ owner, type, data }: RecordSet, signature: Rrsig): Buffer {
  const original =
    signature.labels < ownerLabels(owner) ? childOf(asterisk, lastLabels(owner, signature.labels)) : owner;
  const name = nameToWire(original);
  const records = data.map((rdata) => {
    const header = Buffer.alloc(10);
    header.writeUInt16BE(type, 0);
    header.writeUInt16BE(classIn, 2);
    header.writeUInt32BE(signature.originalTtl, 4);
    header.writeUInt16BE(rdata.length, 8);
    return Buffer.concat([name, header, rdata]);
  });
  return Buffer.concat([signature.fields, ...records]);
}
