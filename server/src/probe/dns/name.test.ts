import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../fault';
import {
  asterisk,
  childOf,
  commonAncestor,
  compareNames,
  isSubdomainOf,
  labelsOf,
  lastLabels,
  nameToWire,
  parentOf,
  parseName,
  readName,
  replaceSuffix,
  toDomain,
} from './name';

const byteLabel = fc.uint8Array({ minLength: 1, maxLength: 12 });
const wire = fc
  .array(byteLabel, { maxLength: 8 })
  .map((labels) => Buffer.concat([...labels.flatMap((label) => [Buffer.of(label.length), label]), Buffer.of(0)]));

function name(text: string): string {
  const parsed = parseName(text);
  if (parsed === null) throw new Error(`not a name: ${text}`);
  return parsed;
}

describe('parseName', () => {
  it.each([
    ['', ''],
    ['.', ''],
    ['Mail.Example.', 'mail.example'],
    ['_25._tcp.mx.example', '_25._tcp.mx.example'],
    ['*.example', `${asterisk}.example`],
    ['a\\.b.example', 'a\\046b.example'],
    ['a\\046b.example', 'a\\046b.example'],
    ['a\\092.b', 'a\\092.b'],
    ['\\\\046.example', '\\092046.example'],
    ['\\065\\B.example', 'ab.example'],
    ['\\255', '\\255'],
  ])('%s', (text, expected) => expect(parseName(text)).toBe(expected));

  it.each(['..', '.a', 'a..b', 'a..', 'a b', 'ä', 'a\\', '\\256', '\\25', 'a\\25.b', 'a\u0000', 'x'.repeat(64)])(
    'refuses %j',
    (text) => expect(parseName(text)).toBeNull(),
  );

  it('takes 255 bytes of wire format, and no more', () => {
    const longest = [61, 63, 63, 63].map((length) => 'x'.repeat(length)).join('.');
    expect(nameToWire(name(longest))).toHaveLength(255);
    expect(parseName(`x${longest}`)).toBeNull();
  });
});

describe('names on the wire', () => {
  it('tells a dot in a label from two labels', () => {
    const dotted = readName(Buffer.from('\x03a.b\x00', 'latin1'), 0).name;
    expect(dotted).not.toBe(readName(Buffer.from('\x01a\x01b\x00', 'latin1'), 0).name);
    expect(labelsOf(dotted)).toEqual(['a\\046b']);
  });

  it('keeps every byte, folds only the case of ASCII', () => {
    fc.assert(
      fc.property(wire, (bytes) => {
        const { name: read, end } = readName(bytes, 0);
        expect(end).toBe(bytes.length);
        const folded = bytes.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
        // Length bytes are at most 12 here, so that folding leaves them alone.
        expect(Buffer.from(nameToWire(read)).equals(Buffer.from(folded))).toBe(true);
        expect(parseName(read)).toBe(read);
        expect(parseName(read === '' ? '.' : `${read}.`)).toBe(read);
      }),
    );
  });

  it('follows pointers back', () => {
    const bytes = Buffer.from('\x07example\x00\x02mx\xc0\x00\x04mail\xc0\x09', 'latin1');
    expect(readName(bytes, 9)).toEqual({ name: 'mx.example', end: 14 });
    expect(readName(bytes, 14)).toEqual({ name: 'mail.mx.example', end: 21 });
  });

  it.each([
    ['a pointer to itself', '\xc0\x00', 0],
    ['a pointer to the name it ends', '\x01a\xc0\x00', 0],
    ['two pointers to each other', '\xc0\x02\xc0\x00', 2],
    ['a pointer forwards', '\xc0\x02\x00', 0],
    ['a pointer out of the message', '\x01a\x00\xff\xff', 3],
    ['half a pointer', '\xc0', 0],
    ['an extended label', '\x41\x00', 0],
    ['a cut label', '\x05abc', 0],
    ['no end', '\x03abc', 0],
    ['an offset behind the message', '\x00', 5],
    ['257 bytes', `${`\x3f${'x'.repeat(63)}`.repeat(4)}\x00`, 0],
  ])('refuses %s', (_, bytes, offset) => {
    expect(() => readName(Buffer.from(bytes, 'latin1'), offset)).toThrow(Fault);
  });

  it('follows 127 pointers, and no more', () => {
    const chain = Array.from({ length: 128 }, (_, index) => Buffer.of(0xc0, index === 0 ? 0 : 2 * index - 1));
    const bytes = Buffer.concat([Buffer.of(0), ...chain]);
    expect(readName(bytes, 1 + 2 * 126).name).toBe('');
    expect(() => readName(bytes, 1 + 2 * 127)).toThrow(Fault);
  });

  it('ends, with a name or a Fault, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.nat(600), (bytes, offset) => {
        try {
          expect(nameToWire(readName(bytes, offset).name).length).toBeLessThanOrEqual(255);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the tree of names', () => {
  it('goes up to the root', () => {
    expect(parentOf('mx.example')).toBe('example');
    expect(parentOf('example')).toBe('');
    expect(parentOf('')).toBeNull();
    expect(lastLabels('a.b.c', 2)).toBe('b.c');
    expect(lastLabels('a.b.c', 0)).toBe('');
    expect(lastLabels('a', 3)).toBe('a');
    expect(childOf('mx', '')).toBe('mx');
    expect(childOf(asterisk, 'example')).toBe(name('*.example'));
  });

  it.each([
    ['mx.example', 'example', true],
    ['example', 'example', true],
    ['example', '', true],
    ['', '', true],
    ['badexample', 'example', false],
    ['example', 'mx.example', false],
    ['', 'example', false],
    ['a\\046example', 'example', false],
  ])('%j at or below %j: %s', (child, ancestor, expected) => expect(isSubdomainOf(child, ancestor)).toBe(expected));

  it('finds what two names have in common', () => {
    expect(commonAncestor('a.b.example', 'c.b.example')).toBe('b.example');
    expect(commonAncestor('b.example', 'a.b.example')).toBe('b.example');
    expect(commonAncestor('ab.example', 'b.example')).toBe('example');
    expect(commonAncestor('a.test', 'a.example')).toBe('');
  });

  it('replaces a suffix, but neither the name itself nor beyond 255 bytes', () => {
    expect(replaceSuffix('a.b.old.example', 'old.example', 'new')).toBe('a.b.new');
    expect(replaceSuffix('a.old', 'old', '')).toBe('a');
    expect(replaceSuffix('old', 'old', 'new')).toBeNull();
    expect(replaceSuffix('bold', 'old', 'new')).toBeNull();
    const long = ['x', 'y', 'z'].map((letter) => letter.repeat(63)).join('.');
    expect(replaceSuffix(`${'a'.repeat(61)}.old`, 'old', long)).toBe(`${'a'.repeat(61)}.${long}`);
    expect(replaceSuffix(`${'a'.repeat(62)}.old`, 'old', long)).toBeNull();
  });

  it('orders as RFC 4034 section 6.1 lists', () => {
    const ordered = [
      'example',
      'a.example',
      'yljkjljk.a.example',
      'Z.a.example',
      'zABC.a.EXAMPLE',
      'z.example',
      '\\001.z.example',
      '*.z.example',
      '\\200.z.example',
    ].map(name);
    expect(ordered.toReversed().sort(compareNames)).toEqual(ordered);
  });

  it('orders as the bytes of the wire format say', () => {
    const reversedLabels = (text: string): readonly Buffer[] =>
      labelsOf(text)
        .map((label) => Buffer.from(nameToWire(label).subarray(1, -1)))
        .toReversed();
    fc.assert(
      fc.property(wire, wire, (left, right) => {
        const [a, b] = [readName(left, 0).name, readName(right, 0).name];
        const [x, y] = [reversedLabels(a), reversedLabels(b)];
        const differing = x.findIndex((label, index) => y[index] === undefined || !label.equals(y[index]));
        const other = differing < 0 ? undefined : y[differing];
        const expected =
          differing < 0 ? x.length - y.length : other === undefined ? 1 : Buffer.compare(x[differing]!, other);
        expect(Math.sign(compareNames(a, b))).toBe(Math.sign(expected));
      }),
    );
  });
});

describe('toDomain', () => {
  it.each([
    ['Example.ORG', 'example.org'],
    ['example.org.', 'example.org'],
    ['faß.de', 'xn--fa-hia.de'],
    ['BÜCHER.example', 'xn--bcher-kva.example'],
    ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['bu\u0308cher.example', 'xn--bcher-kva.example'],
    ['１.example', '1.example'],
    ['3com.com', '3com.com'],
    ['localhost', 'localhost'],
    ['x'.repeat(63), 'x'.repeat(63)],
    ['A_b._c.example', 'a_b._c.example'],
  ])('%s: %s', (text, domain) => expect(toDomain(text)).toEqual({ domain }));

  it.each([
    ['', 'empty label'],
    ['.', 'empty label'],
    ['a..b', 'empty label'],
    ['.example.org', 'empty label'],
    ['example.org..', 'empty label'],
    ['a b.example', 'character'],
    ['user@example.org', 'character'],
    ['example.org:25', 'character'],
    ['[192.0.2.1]', 'character'],
    ['ex%41mple.org', 'character'],
    ['ex％41mple.org', 'character'],
    ['a\u0000.example', 'character'],
    ['a\u202e.example', 'character'],
    ['a/b.example', 'character'],
    ['-a.example', 'hyphen'],
    ['a-.example', 'hyphen'],
    [`${'x'.repeat(64)}.example`, '63 bytes'],
    [`${'ü'.repeat(62)}.example`, ''],
    [Array.from({ length: 128 }, () => 'x').join('.'), '253 bytes'],
    ['192.0.2.1', 'number'],
    ['0x7f.1', 'number'],
    ['127.0x1', 'number'],
    ['127.0x', 'number'],
    ['１２７.０.０.１', 'number'],
    ['1.０x７f', 'number'],
    ['xn--a', 'internationalised'],
    ['xn--.example', ''],
  ])('refuses %j', (text, reason) => {
    const result = toDomain(text);
    expect(result).toEqual({ error: expect.stringContaining(reason) as unknown });
  });

  it('gives names that DNS can carry, and is content with its own result', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom('.', 'a', 'ü', '-', '1', '。'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const result = toDomain(pieces.join(''));
        if ('error' in result) return;
        expect(parseName(result.domain)).toBe(result.domain);
        expect(result.domain).toMatch(/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/);
        expect(toDomain(result.domain)).toEqual(result);
      }),
      { numRuns: 2_000 },
    );
  });
});
