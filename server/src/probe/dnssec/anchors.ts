import { isSubdomainOf, labelsOf, parseName } from '../dns/name';
import type { DomainName } from '../dns/record';
import { hasDigest } from './algorithms';
import { isZoneKey, type KeyTrust, parseDnskey, parseDs } from './keys';

/** A key that is trusted without a parent's word, and so makes its zone the top of a chain. */
export interface TrustAnchor {
  readonly zone: DomainName;
  readonly trust: KeyTrust;
}

/**
 * The keys of the root zone (https://data.iana.org/root-anchors/root-anchors.xml). New ones come with new versions of
 * this program; it does not follow RFC 5011.
 */
const rootZoneText = `
. IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
. IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
`;

/** Bad text for a trust anchor; `line` counts from 1. */
export class TrustAnchorError extends Error {
  override readonly name = 'TrustAnchorError';

  constructor(
    readonly line: number,
    problem: string,
  ) {
    super(`line ${line}: ${problem}`);
  }
}

/**
 * Reads DS and DNSKEY records in the format of a zone file (RFC 1035 section 5.1): one a line, or over several lines in
 * parentheses, with or without TTL and class, comments after a semicolon. Names are absolute either way.
 *
 * @throws TrustAnchorError that names the first bad line.
 */
export function parseTrustAnchors(text: string): readonly TrustAnchor[] {
  return recordLines(text).map(({ line, tokens }) => {
    const [owner = '', ...rest] = tokens;
    const [type = '', ...fields] = withoutTtlAndClass(rest);
    const zone = parseName(owner);
    if (zone === null) throw new TrustAnchorError(line, 'does not begin with a domain name');
    if (type.toUpperCase() === 'DS') return { zone, trust: dsTrust(line, fields) };
    if (type.toUpperCase() === 'DNSKEY') return { zone, trust: keyTrust(line, fields) };
    throw new TrustAnchorError(line, 'is neither a DS nor a DNSKEY record');
  });
}

export const rootAnchors: readonly TrustAnchor[] = parseTrustAnchors(rootZoneText);

/** The zone of the longest name at or above `name` that has an anchor, and all anchors there; null where none has. */
export function closestAnchors(
  anchors: readonly TrustAnchor[],
  name: DomainName,
): { readonly zone: DomainName; readonly trust: readonly KeyTrust[] } | null {
  const above = anchors.filter(({ zone }) => isSubdomainOf(name, zone));
  if (above.length === 0) return null;
  const longest = Math.max(...above.map(({ zone }) => labelsOf(zone).length));
  const closest = above.filter(({ zone }) => labelsOf(zone).length === longest);
  return { zone: closest[0]?.zone ?? '', trust: closest.map(({ trust }) => trust) };
}

interface RecordLine {
  readonly line: number;
  readonly tokens: readonly string[];
}

/** Comments go, parentheses join lines; a record counts from the line where it begins. */
function recordLines(text: string): readonly RecordLine[] {
  const records: RecordLine[] = [];
  let open: { line: number; tokens: string[] } | null = null;
  for (const [index, content] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    const tokens = content.replace(/;.*/, '').match(/[()]|[^\s()]+/g) ?? [];
    if (open === null && tokens.length === 0) continue;
    const record: { line: number; tokens: string[] } = open ?? { line, tokens: [] };
    let inside: boolean = open !== null;
    for (const token of tokens) {
      if (token === '(' || token === ')') {
        if (inside === (token === '(')) throw new TrustAnchorError(line, 'has a parenthesis without its counterpart');
        inside = token === '(';
      } else record.tokens.push(token);
    }
    open = inside ? record : null;
    if (!inside) records.push(record);
  }
  if (open !== null) throw new TrustAnchorError(open.line, 'has a parenthesis without its counterpart');
  return records;
}

/** TTL and class may stand in either order (RFC 1035 section 5.1). */
function withoutTtlAndClass(tokens: readonly string[]): readonly string[] {
  const start = tokens.slice(0, 2).findIndex((token) => !/^(IN|\d+([smhdw]\d*)*)$/i.test(token));
  return tokens.slice(start < 0 ? 2 : start);
}

function dsTrust(line: number, [tag = '', algorithm = '', digestType = '', ...digest]: readonly string[]): KeyTrust {
  const numbers = [number(line, tag, 0xffff), number(line, algorithm, 0xff), number(line, digestType, 0xff)] as const;
  const hex = digest.join('');
  if (!/^([\da-f]{2})+$/i.test(hex)) throw new TrustAnchorError(line, 'has a digest that is not hexadecimal');
  const header = Buffer.from([numbers[0] >> 8, numbers[0] & 0xff, numbers[1], numbers[2]]);
  const ds = parseDs(Buffer.concat([header, Buffer.from(hex, 'hex')]));
  if (ds === null || !hasDigest(ds.digestType)) {
    throw new TrustAnchorError(
      line,
      `has the digest type ${digestType}, but only 2 (SHA-256) and 4 (SHA-384) are known`,
    );
  }
  const length = ds.digestType === 2 ? 32 : 48;
  if (ds.digest.length !== length) {
    throw new TrustAnchorError(line, `has a digest of ${ds.digest.length} bytes instead of ${length}`);
  }
  return { ds };
}

function keyTrust(line: number, [flags = '', protocol = '', algorithm = '', ...key]: readonly string[]): KeyTrust {
  const numbers = [number(line, flags, 0xffff), number(line, protocol, 0xff), number(line, algorithm, 0xff)] as const;
  const base64 = key.join('');
  if (!/^([A-Za-z\d+/]{4})*([A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(base64) || base64 === '') {
    throw new TrustAnchorError(line, 'has a public key that is not base 64');
  }
  const header = Buffer.from([numbers[0] >> 8, numbers[0] & 0xff, numbers[1], numbers[2]]);
  const dnskey = parseDnskey(Buffer.concat([header, Buffer.from(base64, 'base64')]));
  if (dnskey === null || !isZoneKey(dnskey)) {
    throw new TrustAnchorError(line, 'is not a key that may sign a zone (flags 256 or 257, protocol 3, not revoked)');
  }
  return { key: dnskey };
}

function number(line: number, text: string, max: number): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > max) {
    throw new TrustAnchorError(line, `has ${text === '' ? 'nothing' : JSON.stringify(text)} where a number is wanted`);
  }
  return Number(text);
}
