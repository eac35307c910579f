import { Fault } from '../fault';
import type { MxRecord, RecordData, RecordType, TlsaRecord } from './answer';
import { readName } from './name';

/**
 * Decodes the data of a record, in canonical form, to what the evidence holds.
 *
 * @throws Fault `dns-malformed` where the data is not what its type demands: too short, too long, or cut off.
 */
export function decodeRecordData<T extends RecordType>(type: T, rdata: Uint8Array): RecordData[T] {
  return decoders[type](Buffer.from(rdata.buffer, rdata.byteOffset, rdata.length));
}

const decoders: { readonly [T in RecordType]: (rdata: Buffer) => RecordData[T] } = {
  A: decodeA,
  AAAA: decodeAaaa,
  MX: decodeMx,
  TLSA: decodeTlsa,
  TXT: decodeTxt,
};

function malformed(type: RecordType): Fault {
  return new Fault('dns-malformed', `malformed DNS reply: ${type} data that is not well-formed`);
}

/** RFC 1035 section 3.4.1. */
function decodeA(rdata: Buffer): string {
  if (rdata.length !== 4) throw malformed('A');
  return rdata.join('.');
}

/** RFC 3596 section 2.2; as text by RFC 5952, with the dotted form for IPv4-mapped addresses only (its section 5). */
function decodeAaaa(rdata: Buffer): string {
  if (rdata.length !== 16) throw malformed('AAAA');
  if (rdata.subarray(0, 10).every((byte) => byte === 0) && rdata.readUInt16BE(10) === 0xffff) {
    return `::ffff:${rdata.subarray(12).join('.')}`;
  }
  const groups = Array.from({ length: 8 }, (_, index) => rdata.readUInt16BE(2 * index).toString(16));
  const zeros = longestZeros(groups);
  if (zeros.length < 2) return groups.join(':');
  return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.start + zeros.length).join(':')}`;
}

/** The longest run of groups that are zero, the first of equally long ones (RFC 5952 section 4.2.3). */
function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    const end = groups.findIndex((group, index) => index >= start && group !== '0');
    const length = (end < 0 ? groups.length : end) - start;
    if (length > longest.length) longest = { start, length };
  }
  return longest;
}

/** RFC 1035 section 3.3.9. */
function decodeMx(rdata: Buffer): MxRecord {
  if (rdata.length < 3) throw malformed('MX');
  const { name, end } = readName(rdata, 2);
  if (end !== rdata.length) throw malformed('MX');
  return { preference: rdata.readUInt16BE(0), exchange: name };
}

/** RFC 6698 section 2.1. Whether the record is usable is not decided here. */
function decodeTlsa(rdata: Buffer): TlsaRecord {
  if (rdata.length < 3) throw malformed('TLSA');
  return {
    usage: rdata.readUInt8(0),
    selector: rdata.readUInt8(1),
    matchingType: rdata.readUInt8(2),
    data: rdata.subarray(3).toString('hex'),
  };
}

/** One or more character strings (RFC 1035 section 3.3.14). */
function decodeTxt(rdata: Buffer): readonly string[] {
  const strings: string[] = [];
  for (let at = 0; at < rdata.length; ) {
    const end = at + 1 + rdata.readUInt8(at);
    if (end > rdata.length) throw malformed('TXT');
    strings.push(rdata.toString('latin1', at + 1, end));
    at = end;
  }
  if (strings.length === 0) throw malformed('TXT');
  return strings;
}
