import { Fault } from '../fault';
import type { ExtendedError } from './record';
import { rrType } from './types';

/** Large enough for most signed replies, small enough to cross the internet unfragmented (DNS flag day 2020). */
export const udpPayloadSize = 1232;

const dnssecOk = 0x8000;
const extendedErrorOption = 15;
/** Long enough for a sentence; the option could hold 64 KiB. */
const maxErrorText = 200;

/** The OPT pseudo-record of a query (RFC 6891 section 6.1.2) with DO set (RFC 3225) and no options. */
export function optRecord(): Uint8Array {
  const record = Buffer.alloc(11);
  record.writeUInt16BE(rrType.OPT, 1);
  record.writeUInt16BE(udpPayloadSize, 3);
  record.writeUInt16BE(dnssecOk, 7);
  return record;
}

/**
 * The first Extended DNS Error among the options of an OPT record (RFC 8914 section 2); null where there is none.
 *
 * @throws Fault `dns-malformed` where the options are not well-formed.
 */
export function extendedErrorOf(options: Uint8Array): ExtendedError | null {
  const bytes = Buffer.from(options.buffer, options.byteOffset, options.length);
  let found: ExtendedError | null = null;
  for (let at = 0; at < bytes.length; ) {
    if (at + 4 > bytes.length) throw malformedOption();
    const end = at + 4 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) throw malformedOption();
    if (bytes.readUInt16BE(at) === extendedErrorOption && found === null && end - at >= 6) {
      found = { code: bytes.readUInt16BE(at + 4), text: errorText(bytes.subarray(at + 6, end)) };
    }
    at = end;
  }
  return found;
}

function malformedOption(): Fault {
  return new Fault('dns-malformed', 'malformed DNS reply: an EDNS option that is cut off');
}

/**
 * Text of a stranger: control characters, line ends, and what turns the direction of writing or is invisible become
 * blanks, so that it can stand inside one line of ours.
 */
function errorText(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8')
    .decode(bytes.subarray(0, 4 * maxErrorText))
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  const characters = Array.from(text);
  return characters.length <= maxErrorText ? text : `${characters.slice(0, maxErrorText - 1).join('')}…`;
}
