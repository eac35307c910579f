import { Fault } from '../fault';
import { canonicalData } from './canonical-data';
import { extendedErrorOf, optRecord } from './edns';
import { nameToWire, readName } from './name';
import type { DnsMessage, Question, ResourceRecord } from './record';
import { classIn, rcode, rrType } from './types';

const headerLength = 12;
/** More than any honest reply has; each record costs work later. */
const maxRecords = 512;

const flag = {
  response: 0x8000,
  truncated: 0x0200,
  recursionDesired: 0x0100,
  authenticData: 0x20,
  checkingDisabled: 0x10,
};
const opcodeMask = 0x7800;

/**
 * A query in the class IN (RFC 1035 section 4.1): RD, since we ask a recursive resolver; CD, so that bogus data comes
 * through and can be named (RFC 6840 section 5.9), unless the question wants the resolver's own opinion, which AD asks for
 * (section 5.7); DO, for the signatures.
 *
 * @param id 0 to 65535, unpredictable to others.
 */
export function encodeQuery(question: Question, id: number): Uint8Array {
  const header = Buffer.alloc(headerLength);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(flag.recursionDesired | (question.checked ? flag.authenticData : flag.checkingDisabled), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(1, 10);
  const typeAndClass = Buffer.alloc(4);
  typeAndClass.writeUInt16BE(question.type, 0);
  typeAndClass.writeUInt16BE(classIn, 2);
  return Buffer.concat([header, nameToWire(question.name), typeAndClass, optRecord()]);
}

/**
 * Whether a packet is the reply to our query: the id, a response to a standard query, and the question, in whatever
 * case (the resolver may have mixed it). A server that understands nothing may leave the question out of its error.
 */
export function isReplyTo(bytes: Uint8Array, question: Question, id: number): boolean {
  if (bytes.length < headerLength) return false;
  const view = viewOf(bytes);
  const flags = view.getUint16(2);
  if (view.getUint16(0) !== id || (flags & flag.response) === 0 || (flags & opcodeMask) !== 0) return false;
  const questions = view.getUint16(4);
  if (questions === 0) return isBareError(bytes);
  if (questions !== 1) return false;
  try {
    const { name, end } = readName(bytes, headerLength);
    if (end + 4 > bytes.length) return false;
    return name === question.name && view.getUint16(end) === question.type && view.getUint16(end + 2) === classIn;
  } catch {
    return false;
  }
}

function isBareError(bytes: Uint8Array): boolean {
  const code = viewOf(bytes).getUint16(2) & 0x0f;
  const errors: readonly number[] = [rcode.FORMERR, rcode.SERVFAIL, rcode.NOTIMP, rcode.REFUSED];
  return errors.includes(code) && bytes.subarray(6, 10).every((byte) => byte === 0);
}

/** Whether a reply was cut to fit into UDP (the TC bit, RFC 2181 section 9), so that the rest of it is worth nothing. */
export function isTruncated(bytes: Uint8Array): boolean {
  return bytes.length >= headerLength && (viewOf(bytes).getUint16(2) & flag.truncated) !== 0;
}

/**
 * Parses a reply that `isReplyTo` has accepted.
 *
 * @throws Fault `dns-malformed` where it is not well-formed to its last record, or has more than 512 of them. What
 *   follows the last record is ignored, as other implementations do.
 */
export function parseReply(bytes: Uint8Array, question: Question): DnsMessage {
  if (bytes.length < headerLength) throw malformed('a message without a header');
  const view = viewOf(bytes);
  const flags = view.getUint16(2);
  const counts = [view.getUint16(6), view.getUint16(8), view.getUint16(10)] as const;
  if (counts[0] + counts[1] + counts[2] > maxRecords) throw malformed(`more than ${maxRecords} records`);
  let at = skipQuestions(bytes, view.getUint16(4));
  const take = (count: number): readonly RawRecord[] => {
    const records: RawRecord[] = [];
    while (records.length < count) {
      const record = readRecord(bytes, at);
      records.push(record);
      at = record.end;
    }
    return records;
  };
  const [answer, authority, additional] = [take(counts[0]), take(counts[1]), take(counts[2])];
  const opt = optOf(additional);
  return {
    question,
    rcode: (((opt?.ttl ?? 0) >>> 24) << 4) | (flags & 0x0f),
    truncated: (flags & flag.truncated) !== 0,
    authenticData: (flags & flag.authenticData) !== 0,
    answer: answer.map((record) => canonicalRecord(bytes, record)),
    authority: authority.map((record) => canonicalRecord(bytes, record)),
    additional: additional.filter((record) => record !== opt).map((record) => canonicalRecord(bytes, record)),
    extendedError: opt === null ? null : extendedErrorOf(bytes.subarray(opt.dataStart, opt.end)),
  };
}

function skipQuestions(bytes: Uint8Array, count: number): number {
  let at = headerLength;
  for (let index = 0; index < count; index++) at = readName(bytes, at).end + 4;
  return at;
}

interface RawRecord extends Omit<ResourceRecord, 'rdata'> {
  readonly dataStart: number;
  /** Of the data, and thus of the record. */
  readonly end: number;
}

function readRecord(bytes: Uint8Array, start: number): RawRecord {
  const { name: owner, end } = readName(bytes, start);
  const dataStart = end + 10;
  if (dataStart > bytes.length) throw malformed('a record that is cut off');
  const view = viewOf(bytes);
  const dataEnd = dataStart + view.getUint16(end + 8);
  if (dataEnd > bytes.length) throw malformed('record data that is cut off');
  return {
    owner,
    type: view.getUint16(end),
    class: view.getUint16(end + 2),
    ttl: view.getUint32(end + 4),
    dataStart,
    end: dataEnd,
  };
}

/** A TTL with its top bit set counts as zero (RFC 2181 section 8). */
function canonicalRecord(
  bytes: Uint8Array,
  { owner, type, class: recordClass, ttl, dataStart, end }: RawRecord,
): ResourceRecord {
  const rdata = canonicalData(bytes, type, dataStart, end);
  return { owner, type, class: recordClass, ttl: ttl >= 0x80000000 ? 0 : ttl, rdata };
}

/** At most one OPT record may be there, at the root (RFC 6891 section 6.1.1). */
function optOf(additional: readonly RawRecord[]): RawRecord | null {
  const [opt, second] = additional.filter(({ type }) => type === rrType.OPT);
  if (second !== undefined) throw malformed('two OPT records');
  if (opt !== undefined && opt.owner !== '') throw malformed('an OPT record that is not at the root');
  return opt ?? null;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function malformed(what: string): Fault {
  return new Fault('dns-malformed', `malformed DNS reply: ${what}`);
}
