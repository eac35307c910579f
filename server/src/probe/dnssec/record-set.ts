import type { DnsMessage, DomainName, ResourceRecord } from '../dns/record';
import { classIn, rrType } from '../dns/types';
import { Fault } from '../fault';
import { limits } from './limits';
import { parseRrsig, type Rrsig } from './rrsig';

/** The records of one owner and type with the signatures over them (RFC 2181 section 5, RFC 4035 section 2.2). */
export interface RecordSet {
  readonly owner: DomainName;
  readonly type: number;
  /** The smallest of the set, in seconds. */
  readonly ttl: number;
  /** The data of each record, in canonical order and without duplicates (RFC 4034 section 6.3). */
  readonly data: readonly Uint8Array[];
  readonly signatures: readonly Rrsig[];
}

/** The record sets of a reply. */
export interface Reply {
  readonly rcode: number;
  readonly answer: readonly RecordSet[];
  readonly authority: readonly RecordSet[];
}

/** A reply that is kept answers many questions. */
const replies = new WeakMap<DnsMessage, Reply>();

/** @throws Fault `limit` where there are more records than any honest reply has. */
export function replyOf(message: DnsMessage): Reply {
  const reply = replies.get(message) ?? readReply(message);
  replies.set(message, reply);
  return reply;
}

function readReply({ rcode, answer, authority }: DnsMessage): Reply {
  if (answer.length + authority.length > limits.records) {
    throw new Fault('limit', `a DNS reply with more than ${limits.records} records`);
  }
  return { rcode, answer: recordSetsOf(answer), authority: recordSetsOf(authority) };
}

export function findSet(sets: readonly RecordSet[], owner: DomainName, type: number): RecordSet | undefined {
  return sets.find((set) => set.owner === owner && set.type === type);
}

/** Groups the records of a section; signatures without records are dropped. */
export function recordSetsOf(section: readonly ResourceRecord[]): readonly RecordSet[] {
  const groups = new Map<string, ResourceRecord[]>();
  const signatures = new Map<string, Rrsig[]>();
  for (const record of section) {
    if (record.class !== classIn) continue;
    if (record.type === rrType.RRSIG) addSignature(signatures, record);
    else append(groups, keyOf(record.owner, record.type), record);
  }
  return [...groups].flatMap(([key, records]) => {
    const [first] = records;
    if (first === undefined) return [];
    return [
      {
        owner: first.owner,
        type: first.type,
        ttl: Math.min(...records.map(({ ttl }) => ttl)),
        data: canonicalOrder(records.map(({ rdata }) => rdata)),
        signatures: signatures.get(key) ?? [],
      },
    ];
  });
}

function addSignature(signatures: Map<string, Rrsig[]>, { owner, rdata }: ResourceRecord): void {
  const signature = parseRrsig(rdata);
  if (signature !== null) append(signatures, keyOf(owner, signature.typeCovered), signature);
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

function keyOf(owner: DomainName, type: number): string {
  return `${type} ${owner}`;
}

function canonicalOrder(data: readonly Uint8Array[]): readonly Uint8Array[] {
  const sorted = [...data].sort((left, right) => Buffer.compare(left, right));
  return sorted.filter((each, index) => index === 0 || Buffer.compare(each, sorted[index - 1] ?? each) !== 0);
}
