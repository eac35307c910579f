import { describe, expect, it } from 'vitest';
import { closestAnchors, parseTrustAnchors, rootAnchors, TrustAnchorError } from './anchors';
import type { KeyTrust } from './keys';

const digest = 'E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D';
const key = 'l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=';

/** `. DS 20326`, `example.org DNSKEY 3613`. */
function told({ zone, trust }: { zone: string; trust: KeyTrust }): string {
  return `${zone === '' ? '.' : zone} ${'ds' in trust ? `DS ${trust.ds.keyTag}` : `DNSKEY ${trust.key.tag}`}`;
}

describe('trust anchors', () => {
  it('of the root are those of IANA', () => {
    expect(rootAnchors.map(told)).toEqual(['. DS 20326', '. DS 38696']);
  });

  it.each<[string, string, readonly string[]]>([
    ['nothing', '', []],
    ['comments and blank lines', '; none\n\n  ; here\n', []],
    ['a DS record', `. IN DS 20326 8 2 ${digest}`, ['. DS 20326']],
    ['without class', `. DS 20326 8 2 ${digest}`, ['. DS 20326']],
    ['with TTL and class', `example.org. 3600 IN DS 1 13 2 ${digest}`, ['example.org DS 1']],
    ['with class and TTL', `example.org. IN 1h DS 1 13 2 ${digest}`, ['example.org DS 1']],
    [
      'in lower case, with Windows line ends',
      `example.org ds 1 13 2 ${digest.toLowerCase()}\r\n`,
      ['example.org DS 1'],
    ],
    ['a SHA-384 digest', `example.org DS 1 13 4 ${digest}${digest.slice(0, 32)}`, ['example.org DS 1']],
    [
      'a digest in pieces',
      `example.org DS 1 13 2 ${digest.slice(0, 20)} ${digest.slice(20)} ; comment`,
      ['example.org DS 1'],
    ],
    ['a key', `example.com. IN DNSKEY 257 3 15 ${key}`, ['example.com DNSKEY 3613']],
    [
      'over several lines',
      `example.com. IN DNSKEY ( 257 3\n 15 ; comment\n ${key} )\n. DS 1 8 2 ${digest}`,
      ['example.com DNSKEY 3613', '. DS 1'],
    ],
  ])('are read: %s', (_what, text, anchors) => expect(parseTrustAnchors(text).map(told)).toEqual(anchors));

  it.each<[string, string, number, string]>([
    ['a word', 'nonsense', 1, 'neither a DS nor a DNSKEY'],
    ['a later line', `. DS 1 8 2 ${digest}\n\nexample.org A 192.0.2.1`, 3, 'neither a DS nor a DNSKEY'],
    ['no name', `a..b DS 1 8 2 ${digest}`, 1, 'does not begin with a domain name'],
    ['a number that is none', `. DS x 8 2 ${digest}`, 1, '"x" where a number is wanted'],
    ['a number that is too large', `. DS 65536 8 2 ${digest}`, 1, '"65536" where a number is wanted'],
    ['nothing behind the type', '. DS', 1, 'nothing where a number is wanted'],
    ['SHA-1', `. DS 1 8 1 ${digest.slice(0, 40)}`, 1, 'digest type 1'],
    ['a digest that is short', `. DS 1 8 2 ${digest.slice(2)}`, 1, '31 bytes instead of 32'],
    ['a digest that is none', '. DS 1 8 2 xyz', 1, 'not hexadecimal'],
    ['a key that signs no zone', `. DNSKEY 0 3 15 ${key}`, 1, 'not a key that may sign a zone'],
    ['a key that is revoked', `. DNSKEY 385 3 15 ${key}`, 1, 'not a key that may sign a zone'],
    ['a key that is none', '. DNSKEY 257 3 15 ???', 1, 'not base 64'],
    ['a parenthesis that stays open', `. DS ( 1 8 2 ${digest}`, 1, 'parenthesis without its counterpart'],
    ['a parenthesis that was never opened', `. DS 1 8 2 ${digest} )`, 1, 'parenthesis without its counterpart'],
  ])('are refused with the line: %s', (_what, text, line, problem) => {
    const parse = (): unknown => parseTrustAnchors(text);
    expect(parse).toThrow(TrustAnchorError);
    expect(parse).toThrow(`line ${line}: `);
    expect(parse).toThrow(problem);
  });

  it('of the closest name at or above count, and no others', () => {
    const anchors = parseTrustAnchors(`. DS 1 8 2 ${digest}\norg DS 2 8 2 ${digest}\norg DS 3 8 2 ${digest}`);
    expect(closestAnchors(anchors, 'www.example.org')).toMatchObject({
      zone: 'org',
      trust: [{ ds: { keyTag: 2 } }, { ds: { keyTag: 3 } }],
    });
    expect(closestAnchors(anchors, 'example.com')).toMatchObject({ zone: '', trust: [{ ds: { keyTag: 1 } }] });
    expect(closestAnchors(anchors.slice(1), 'example.com')).toBeNull();
  });
});
