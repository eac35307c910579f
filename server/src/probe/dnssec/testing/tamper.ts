import { isSubdomainOf } from '../../dns/name';
import type { DnsMessage, DomainName, ResourceRecord } from '../../dns/record';
import { rcode, rrType } from '../../dns/types';
import type { Chance } from './chance';
import { type Loot, pickProof, type SignedLoot, zonesAbove } from './loot';

type Mutation = (message: DnsMessage, chance: Chance, loot: Loot) => DnsMessage;
type Section = 'answer' | 'authority';

/** By somebody who does not know DNSSEC. */
const blind: readonly Mutation[] = [
  dropRecord,
  dropType,
  addRecord,
  addRecord,
  duplicateRecord,
  swapRecords,
  moveRecord,
  renameRecord,
  replayData,
  flipDataBits,
  changeTtl,
  changeRcode,
  replayMessage,
  replaySection,
  emptySection,
];

/** By somebody who does: true records where they do not belong. */
const knowing: readonly Mutation[] = [denyByLoot, denyByLoot, answerByLoot];

export function tamper(message: DnsMessage, chance: Chance, loot: Loot): DnsMessage {
  let changed = chance.isHit(0.6) ? mutate(message, knowing, chance, loot) : message;
  for (let left = changed === message ? 1 + chance.below(3) : chance.below(2); left > 0; left--) {
    changed = mutate(changed, blind, chance, loot);
  }
  return changed;
}

function mutate(message: DnsMessage, mutations: readonly Mutation[], chance: Chance, loot: Loot): DnsMessage {
  return chance.pick(mutations)?.(message, chance, loot) ?? message;
}

/** Flips bits anywhere in a message on the wire but in its id and question, by which replies are told apart. */
export function flipWireBits(packet: Uint8Array, chance: Chance, from: number): Uint8Array {
  const flipped = Uint8Array.from(packet);
  for (let left = 1 + chance.below(4); left > 0 && flipped.length > from; left--) {
    const at = from + chance.below(flipped.length - from);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << chance.below(8));
  }
  return flipped;
}

function sectionOf(chance: Chance): Section {
  return chance.isHit(0.5) ? 'answer' : 'authority';
}

function dropRecord(message: DnsMessage, chance: Chance): DnsMessage {
  const section = sectionOf(chance);
  const dropped = chance.pick(message[section]);
  return { ...message, [section]: message[section].filter((record) => record !== dropped) };
}

/** All signatures, all NSEC records and so on. */
function dropType(message: DnsMessage, chance: Chance): DnsMessage {
  const type = chance.pick([...message.answer, ...message.authority])?.type;
  const rest = (records: readonly ResourceRecord[]) => records.filter((record) => record.type !== type);
  return { ...message, answer: rest(message.answer), authority: rest(message.authority) };
}

function addRecord(message: DnsMessage, chance: Chance, { records }: Loot): DnsMessage {
  const section = sectionOf(chance);
  const added = chance.pick(records);
  if (added === undefined) return message;
  const owner = chance.isHit(0.5) ? message.question.name : added.owner;
  const at = chance.below(message[section].length + 1);
  return { ...message, [section]: message[section].toSpliced(at, 0, { ...added, owner }) };
}

function duplicateRecord(message: DnsMessage, chance: Chance): DnsMessage {
  const section = sectionOf(chance);
  const again = chance.pick(message[section]);
  return again === undefined ? message : { ...message, [section]: [...message[section], again] };
}

function swapRecords(message: DnsMessage, chance: Chance): DnsMessage {
  const section = sectionOf(chance);
  const records = message[section];
  const [left, right] = [chance.below(records.length), chance.below(records.length)];
  const [first, second] = [records[left], records[right]];
  if (first === undefined || second === undefined) return message;
  return { ...message, [section]: records.with(left, second).with(right, first) };
}

function moveRecord(message: DnsMessage, chance: Chance): DnsMessage {
  const [from, to]: [Section, Section] = chance.isHit(0.5) ? ['answer', 'authority'] : ['authority', 'answer'];
  const moved = chance.pick(message[from]);
  if (moved === undefined) return message;
  return { ...message, [from]: message[from].filter((record) => record !== moved), [to]: [...message[to], moved] };
}

function changeRecord(
  message: DnsMessage,
  chance: Chance,
  change: (record: ResourceRecord) => ResourceRecord,
): DnsMessage {
  const section = sectionOf(chance);
  const index = chance.below(message[section].length);
  const record = message[section][index];
  return record === undefined ? message : { ...message, [section]: message[section].with(index, change(record)) };
}

function renameRecord(message: DnsMessage, chance: Chance, { records }: Loot): DnsMessage {
  const owner = chance.pick(records)?.owner ?? '';
  return changeRecord(message, chance, (record) => ({ ...record, owner }));
}

/** Other data of the same type: another key, another signature, another denial. */
function replayData(message: DnsMessage, chance: Chance, { records }: Loot): DnsMessage {
  return changeRecord(message, chance, (record) => {
    const rdata = chance.pick(records.filter(({ type }) => type === record.type))?.rdata ?? record.rdata;
    return { ...record, rdata };
  });
}

function flipDataBits(message: DnsMessage, chance: Chance): DnsMessage {
  return changeRecord(message, chance, (record) => ({ ...record, rdata: flipWireBits(record.rdata, chance, 0) }));
}

function changeTtl(message: DnsMessage, chance: Chance): DnsMessage {
  return changeRecord(message, chance, (record) => ({ ...record, ttl: chance.below(2 ** 31) }));
}

function changeRcode(message: DnsMessage, chance: Chance): DnsMessage {
  return { ...message, rcode: chance.pick(Object.values(rcode)) ?? message.rcode };
}

/** The answer to another question, as if it were the answer to this one. */
function replayMessage(message: DnsMessage, chance: Chance, { messages }: Loot): DnsMessage {
  const other = chance.pick(messages);
  if (other === undefined) return message;
  const renamed = (records: readonly ResourceRecord[]) =>
    records.map((record) =>
      record.owner === other.question.name ? { ...record, owner: message.question.name } : record,
    );
  const answer = chance.isHit(0.5) ? other.answer : renamed(other.answer);
  return { ...other, question: message.question, answer };
}

function replaySection(message: DnsMessage, chance: Chance, { messages }: Loot): DnsMessage {
  const section = sectionOf(chance);
  const other = chance.pick(messages);
  if (other === undefined) return message;
  const added = chance.isHit(0.5) ? [...message[section], ...other[section]] : other[section];
  return { ...message, [section]: added };
}

function emptySection(message: DnsMessage, chance: Chance): DnsMessage {
  return { ...message, [sectionOf(chance)]: [] };
}

/** Says that there is nothing, by true denials of a zone that could speak for the name. */
function denyByLoot(message: DnsMessage, chance: Chance, loot: Loot): DnsMessage {
  const { name } = message.question;
  const authority = proofFor(name, chance, loot).flatMap((denial) =>
    chance.isHit(0.1) ? renamed(denial, name) : denial.records,
  );
  return { ...message, answer: [], authority, rcode: chance.isHit(0.5) ? rcode.NOERROR : rcode.NXDOMAIN };
}

/** Of the zone that speaks for the name, or of one above it, mostly the next. */
function proofFor(name: DomainName, chance: Chance, loot: Loot): readonly SignedLoot[] {
  const zones = zonesAbove(loot, name);
  const zone = chance.pick(chance.isHit(0.8) ? zones.slice(0, 2) : zones);
  return zone === undefined ? [] : pickProof(zone, name, chance);
}

/** As a set is that was made from a wildcard. */
function renamed({ records }: SignedLoot, owner: DomainName): readonly ResourceRecord[] {
  return records.map((record) => ({ ...record, owner }));
}

/** Answers by a true record set of another name, as if it were of this one: a wildcard would do so. */
function answerByLoot(message: DnsMessage, chance: Chance, loot: Loot): DnsMessage {
  const { name, type } = message.question;
  const fitting = loot.sets.filter((set) => set.type === type || set.type === rrType.CNAME);
  const close = fitting.filter(({ signer }) => signer !== '' && isSubdomainOf(name, signer));
  const other = chance.pick(chance.isHit(0.8) && close.length > 0 ? close : fitting);
  if (other === undefined) return message;
  const proof = chance.isHit(0.3) ? message.authority : proofFor(name, chance, loot).flatMap(({ records }) => records);
  return { ...message, rcode: rcode.NOERROR, answer: renamed(other, name), authority: proof };
}
