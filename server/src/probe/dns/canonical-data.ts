import { Fault } from '../fault';
import { readWireName } from './name';

/** A run of so many bytes, a character string with its length byte, or a name. */
type Field = number | 'string' | 'name' | 'name-as-is';

/**
 * The types whose data holds names: those of RFC 4034 section 6.2, which also are the ones where old software compresses
 * (RFC 3597 section 4). What follows the fields is bytes. A name in NSEC keeps its case (RFC 6840 section 5.1). A6, whose
 * layout depends on its content and which is historic (RFC 6563), is left as it is.
 */
const layouts: ReadonlyMap<number, readonly Field[]> = new Map<number, readonly Field[]>([
  [2, ['name']], // NS
  [3, ['name']], // MD
  [4, ['name']], // MF
  [5, ['name']], // CNAME
  [6, ['name', 'name']], // SOA
  [7, ['name']], // MB
  [8, ['name']], // MG
  [9, ['name']], // MR
  [12, ['name']], // PTR
  [14, ['name', 'name']], // MINFO
  [15, [2, 'name']], // MX
  [17, ['name', 'name']], // RP
  [18, [2, 'name']], // AFSDB
  [21, [2, 'name']], // RT
  [24, [18, 'name']], // SIG
  [26, [2, 'name', 'name']], // PX
  [30, ['name']], // NXT
  [33, [6, 'name']], // SRV
  [35, [4, 'string', 'string', 'string', 'name']], // NAPTR
  [36, [2, 'name']], // KX
  [39, ['name']], // DNAME
  [46, [18, 'name']], // RRSIG
  [47, ['name-as-is']], // NSEC
]);

/**
 * The canonical form of the data at `start` up to `end` (RFC 4034 section 6.2, RFC 6840 section 5.1): names
 * uncompressed, and in lower case for the types listed there.
 *
 * @throws Fault `dns-malformed` where the data does not have the layout of its type.
 */
export function canonicalData(message: Uint8Array, type: number, start: number, end: number): Uint8Array {
  const fields = layouts.get(type);
  if (fields === undefined) return message.slice(start, end);
  const parts: Uint8Array[] = [];
  let at = start;
  for (const field of fields) {
    const part = readField(message, at, field);
    if (part.end > end) throw new Fault('dns-malformed', 'malformed DNS reply: record data that is cut off');
    parts.push(part.bytes);
    at = part.end;
  }
  return Uint8Array.from(Buffer.concat([...parts, message.subarray(at, end)]));
}

function readField(message: Uint8Array, at: number, field: Field): { bytes: Uint8Array; end: number } {
  if (typeof field === 'number') return { bytes: message.subarray(at, at + field), end: at + field };
  if (field === 'string') {
    const end = at + 1 + (message[at] ?? 0);
    return { bytes: message.subarray(at, end), end };
  }
  const { name, end } = readWireName(message, at);
  return { bytes: field === 'name' ? lowerCase(name) : name, end };
}

/** Length bytes are at most 63 and so never look like a letter. */
function lowerCase(wire: Uint8Array): Uint8Array {
  return wire.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
}
