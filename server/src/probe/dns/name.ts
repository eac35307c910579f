import { domainToASCII } from 'node:url';
import { Fault } from '../fault';
import type { DomainName } from './record';

/** Limits of RFC 1035 section 2.3.4, in bytes of the wire format. */
const maxLabel = 63;
const maxName = 255;
/** The same limit as text without the final dot. */
const maxText = 253;
/** No honest name needs more compression pointers than it can have labels. */
const maxPointers = 127;

/** The label of a wildcard (RFC 4592) as it stands in a `DomainName`. */
export const asterisk = '\\042';

/** The labels from left to right, escaped as in the name; the root has none. */
export function labelsOf(name: DomainName): readonly string[] {
  return name === '' ? [] : name.split('.');
}

/** The name one label shorter; the root has none. */
export function parentOf(name: DomainName): DomainName | null {
  if (name === '') return null;
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}

/** The last `count` labels of a name; all of it where it has no more. */
export function lastLabels(name: DomainName, count: number): DomainName {
  const labels = labelsOf(name);
  return labels.slice(Math.max(0, labels.length - count)).join('.');
}

/** The name one label below `parent`: `_tcp` and `mx.example` give `_tcp.mx.example`. */
export function childOf(label: string, parent: DomainName): DomainName {
  return parent === '' ? label : `${label}.${parent}`;
}

/** Whether `name` is `ancestor` or lies below it. */
export function isSubdomainOf(name: DomainName, ancestor: DomainName): boolean {
  return ancestor === '' || name === ancestor || name.endsWith(`.${ancestor}`);
}

/** The longest name that both are, or lie below. */
export function commonAncestor(left: DomainName, right: DomainName): DomainName {
  let name: DomainName | null = left;
  while (name !== null && !isSubdomainOf(right, name)) name = parentOf(name);
  return name ?? '';
}

/**
 * Canonical order (RFC 4034 section 6.1): by labels from the right, as octets in lower case, an absent label first.
 * Negative, zero or positive, as a comparator for `sort`.
 */
export function compareNames(left: DomainName, right: DomainName): number {
  const a = labelsOf(left);
  const b = labelsOf(right);
  for (let distance = 1; distance <= Math.min(a.length, b.length); distance++) {
    const order = compareLabels(a.at(-distance) ?? '', b.at(-distance) ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Text in which nothing is escaped is in lower case and ASCII, and has the order of its octets. */
function compareLabels(left: string, right: string): number {
  if (left === right) return 0;
  if (left.includes('\\') || right.includes('\\')) return Buffer.compare(labelBytes(left), labelBytes(right));
  return left < right ? -1 : 1;
}

/**
 * Replaces the end `from` of a name by `to`, as a DNAME record does (RFC 6672 section 2.2). Null where `name` is not
 * strictly below `from`, or where the result would be too long (YXDOMAIN).
 */
export function replaceSuffix(name: DomainName, from: DomainName, to: DomainName): DomainName | null {
  if (name === from || !isSubdomainOf(name, from)) return null;
  const kept = labelsOf(name).slice(0, labelsOf(name).length - labelsOf(from).length);
  const replaced = [...kept, ...labelsOf(to)].join('.');
  return wireLength(replaced) > maxName ? null : replaced;
}

/** The uncompressed wire format (RFC 1035 section 3.1), in lower case as the name is. */
export function nameToWire(name: DomainName): Uint8Array {
  const parts = labelsOf(name).flatMap((label) => {
    const bytes = labelBytes(label);
    return [Buffer.of(bytes.length), bytes];
  });
  return Buffer.concat([...parts, Buffer.of(0)]);
}

/** A name in a message or in record data, and the offset behind it. */
export interface NameAt<T> {
  readonly name: T;
  readonly end: number;
}

/**
 * Reads the name at `offset`, following compression pointers (RFC 1035 section 4.1.4).
 *
 * @throws Fault `dns-malformed` where there is no well-formed name.
 */
export function readName(bytes: Uint8Array, offset: number): NameAt<DomainName> {
  const { name, end } = readWireName(bytes, offset);
  return { name: nameFromWire(name), end };
}

/**
 * Reads the name at `offset` as uncompressed wire format in its original case. A pointer must point before everything
 * that was read so far, so that no message can make this go round in circles, and there is a limit to their number.
 *
 * @throws Fault `dns-malformed` where there is no well-formed name.
 */
export function readWireName(bytes: Uint8Array, offset: number): NameAt<Uint8Array> {
  const parts: Uint8Array[] = [];
  let end: number | null = null;
  let length = 0;
  let lowest = offset;
  let pointers = 0;
  for (let at = offset; ; ) {
    const head = byteAt(bytes, at);
    if (head >= 0xc0) {
      end ??= at + 2;
      at = ((head & 0x3f) << 8) | byteAt(bytes, at + 1);
      if (at >= lowest) throw malformed('a compression pointer that does not point back');
      if (++pointers > maxPointers) throw malformed('a name of too many compression pointers');
      lowest = at;
      continue;
    }
    if (head > maxLabel) throw malformed('a label of unknown type');
    const next = at + 1 + head;
    if (next > bytes.length) throw malformed('a name that is cut off');
    length += 1 + head;
    if (length > maxName) throw malformed('a name longer than 255 bytes');
    parts.push(bytes.subarray(at, next));
    at = next;
    if (head === 0) return { name: Buffer.concat(parts), end: end ?? at };
  }
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw malformed('a name that is cut off');
  return byte;
}

function malformed(what: string): Fault {
  return new Fault('dns-malformed', `malformed DNS reply: ${what}`);
}

/** The text of a well-formed uncompressed name. */
function nameFromWire(wire: Uint8Array): DomainName {
  const labels: string[] = [];
  for (let at = 0, length = wire[0] ?? 0; length > 0; at += 1 + length, length = wire[at] ?? 0) {
    labels.push(labelText(wire.subarray(at + 1, at + 1 + length)));
  }
  return labels.join('.');
}

function labelText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1').toLowerCase();
  // Latin-1 letters above ASCII have lower case forms too, but DNS folds only ASCII (RFC 4343 section 3).
  return /^[a-z0-9_-]*$/.test(text) ? text : Array.from(bytes, escapedByte).join('');
}

function escapedByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9_-]/.test(character) ? character.toLowerCase() : `\\${String(byte).padStart(3, '0')}`;
}

function labelBytes(label: string): Buffer {
  return Buffer.from(unescaped(label), 'latin1');
}

function unescaped(label: string): string {
  return label.replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number(code)));
}

function wireLength(name: DomainName): number {
  return labelsOf(name).reduce((sum, label) => sum + 1 + unescaped(label).length, 1);
}

/** A label in the format of a zone file and the dot behind it: printable ASCII, `\DDD` for a byte, `\X` for X itself. */
const presentationLabel = /((?:\\(?:[01]\d\d|2[0-4]\d|25[0-5])|\\[!-/:-~]|[!-\-/-[\]-~])+)(?:\.|$)/y;

/**
 * Reads a name in the format of a zone file (RFC 1035 section 5.1), in any case, with or without the final dot; it is
 * taken as absolute either way. Null where it is not a name.
 */
export function parseName(text: string): DomainName | null {
  if (text === '' || text === '.') return '';
  const labels: string[] = [];
  for (let at = 0; at < text.length; at = presentationLabel.lastIndex) {
    presentationLabel.lastIndex = at;
    const bytes = presentationBytes(presentationLabel.exec(text)?.[1] ?? '');
    if (bytes.length === 0 || bytes.length > maxLabel) return null;
    labels.push(labelText(bytes));
  }
  const name = labels.join('.');
  return wireLength(name) > maxName ? null : name;
}

function presentationBytes(label: string): Uint8Array {
  const text = label.replace(/\\(\d{3}|\D)/g, (_, escaped: string) =>
    escaped.length === 3 ? String.fromCharCode(Number(escaped)) : escaped,
  );
  return Buffer.from(text, 'latin1');
}

export type DomainResult = { readonly domain: DomainName } | { readonly error: string };

/**
 * Turns what a person wrote as a mail domain or host into A-labels (UTS #46, non-transitional): `Faß.example` becomes
 * `xn--fa-hia.example`. The labels are fenced before and after the conversion, since that would also turn `0x7f.1` into
 * `127.0.0.1`. Underscores pass, as with smtp(8) (valid_hostname() of src/util/valid_hostname.c): DNS takes them, and there are
 * hosts with them. The error is the end of a sentence that begins with the name: `has an empty label`.
 */
export function toDomain(text: string): DomainResult {
  const before = labelsError(text, /^[\p{L}\p{M}\p{N}\u200c\u200d\u00b7\u0375\u05f3\u05f4\u30fb_-]+$/u);
  if (before !== null) return { error: before };
  const domain = domainToASCII(splitLabels(text).join('.')).toLowerCase();
  if (domain === '') return { error: 'is not a valid internationalised domain name' };
  const after = labelsError(domain, /^[a-z0-9_-]+$/);
  return after === null ? { domain } : { error: after };
}

/** UTS #46 section 2.3: the full stops of other scripts separate labels too. One final dot may stand. */
function splitLabels(text: string): readonly string[] {
  return text
    .replace(/[\u3002\uff0e\uff61]/g, '.')
    .replace(/\.$/, '')
    .split('.');
}

function labelsError(text: string, allowed: RegExp): string | null {
  const labels = splitLabels(text);
  if (text === '' || labels.includes('')) return 'has an empty label';
  if (labels.some((label) => !allowed.test(label))) {
    return 'has a character that no mail domain has: only letters, digits, hyphens, underscores and dots';
  }
  if (labels.some((label) => label.startsWith('-') || label.endsWith('-'))) {
    return 'has a label that begins or ends with a hyphen';
  }
  if (labels.some((label) => Buffer.byteLength(label) > maxLabel * (isAscii(label) ? 1 : 4))) {
    return 'has a label longer than 63 bytes';
  }
  if (isAscii(text) && labels.join('.').length > maxText) return 'is longer than 253 bytes';
  if (/^(\d+|0x[\da-f]*)$/i.test(labels.at(-1) ?? '')) return 'ends in a number, as no domain does';
  return null;
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}
