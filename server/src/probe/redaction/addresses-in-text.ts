import { decodeRecordData } from '../dns/record-data';
import { parseAddress } from '../screening/address-bytes';

/** An address as it stood in a text. */
export interface WrittenAddress {
  readonly address: Uint8Array;
  readonly written: string;
}

/** Stands in the place of a hidden address while a text is worked on; no stored text holds control characters. */
export const mark = '\0';
/** Stands for the prefix of an address literal (RFC 5321 section 4.1.3), which would run into the address. */
const prefix = '\u0001';

/** What an IPv6 address may be part of. Each character is looked at once: what servers say can be made to be slow. */
const runs = /[0-9A-Fa-f:.]+/g;
const ipv4 = /(?<!\d)\d{1,3}(?:\.\d{1,3}){3}(?!\d)/g;
const longestAddress = 45;

/** Puts the mark in the place of each IP address, in whatever spelling, that is to be hidden. */
export function hideAddresses(text: string, isHidden: (found: WrittenAddress) => boolean): string {
  const instead = (written: string): string | null => {
    const address = parseAddress(written);
    return address !== null && isHidden({ address, written }) ? mark : null;
  };
  return text
    .replace(/IPv6:/gi, (written) => prefix + written)
    .split(prefix)
    .map((part, index) => (index === 0 ? hideIn(part, instead) : hideLiteral(part, instead)))
    .join('');
}

/** What begins with the prefix of a literal, which goes with the address. */
function hideLiteral(part: string, instead: (written: string) => string | null): string {
  const written = part.slice(0, 'IPv6:'.length);
  const hidden = hideIn(part.slice(written.length), instead);
  return hidden.startsWith(mark) ? hidden : written + hidden;
}

function hideIn(text: string, instead: (written: string) => string | null): string {
  return text
    .replace(runs, (found) => (found.includes(':') ? withinRun(found, instead) : found))
    .replace(ipv4, (found) => instead(found) ?? found);
}

/** A colon in front, and a full stop or colons behind, may belong to the sentence. */
function withinRun(found: string, instead: (written: string) => string | null): string {
  if (found.length > longestAddress + 2) return found;
  const start = found.startsWith(':') && !found.startsWith('::') ? 1 : 0;
  for (let end = found.length; end >= found.length - 2; end--) {
    const result = /^[.:]*$/.test(found.slice(end)) ? instead(found.slice(start, end)) : null;
    if (result !== null) return found.slice(0, start) + result + found.slice(end);
  }
  return found;
}

/** 127.0.0.0/8, ::1 and :: say nothing about anybody. */
export function isAnonymous(address: Uint8Array): boolean {
  if (address.length === 4) return address[0] === 127 || address.every((byte) => byte === 0);
  return address.subarray(0, 15).every((byte) => byte === 0) && (address[15] ?? 0) <= 1;
}

/**
 * How an address is written where it is no address any more, in host names above all: the numbers of an IPv4 address in
 * either order, and as eight hexadecimal digits; the groups of an IPv6 address with hyphens, and its digits in either order
 * with or without dots (RFC 3596 section 2.5).
 */
export function otherSpellings({ address, written }: WrittenAddress): readonly RegExp[] {
  const digits = Buffer.from(address).toString('hex');
  if (address.length === 4) {
    const numbers = Array.from(address, (byte) => `0{0,2}${byte}`);
    const separated = [numbers, numbers.toReversed()].map((each) => `(?<!\\d)${each.join('[-._x]')}(?!\\d)`);
    return [...separated, digits].map((source) => new RegExp(source, 'gi'));
  }
  const groups = digits.match(/.{4}/g) ?? [];
  const hyphened = groups.map((group) => `0{0,3}${group.replace(/^0{1,3}/, '')}`).join('-');
  const compressed = [decodeRecordData('AAAA', address), written].map((text) => text.replaceAll(':', '-'));
  const alone = compressed.map((text) => `(?<![\\da-f-])${text.replaceAll('.', '\\.')}(?![\\da-f-])`);
  const dotted = digits.split('').toReversed().join('\\.');
  return [hyphened, ...alone, digits, dotted].map((source) => new RegExp(source, 'gi'));
}
