import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from './decode';
import { decodeLossless, encodeLossless } from './lossless';

/** Bytes of which many begin, go on with or break a sequence. */
const bytes = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        0,
        0x0a,
        0x61,
        0x7f,
        0x80,
        0x8f,
        0x90,
        0x9f,
        0xa0,
        0xbf,
        0xc0,
        0xc1,
        0xc2,
        0xdf,
        0xe0,
        0xe2,
        0xed,
        0xef,
        0xf0,
        0xf4,
        0xf5,
        0xff,
        0xb2,
        0xbb,
      ),
      fc.nat(255),
    ),
    { maxLength: 30 },
  )
  .map((values) => Uint8Array.from(values));

describe('decoding without loss', () => {
  it.each<[string, readonly number[], string]>([
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
    ['Latin-1', [0x62, 0xfc, 0x0a], 'b\udcfc\n'],
    ['a cut sequence', [0x61, 0xe2, 0x82], 'a\udce2\udc82'],
    ['an overlong slash', [0xc0, 0xaf], '\udcc0\udcaf'],
    ['an encoded surrogate', [0xed, 0xb2, 0x80], '\udced\udcb2\udc80'],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], '\udcf4\udc90\udc80\udc80'],
    ['a broken byte behind a pair', [0xf0, 0x9f, 0x98, 0x80, 0x80], '\u{1f600}\udc80'],
    ['the last character', [0xf4, 0x8f, 0xbf, 0xbf], '\u{10ffff}'],
  ])('%s', (_, input, text) => {
    expect(decodeLossless(Uint8Array.from(input))).toBe(text);
    expect([...encodeLossless(text)]).toEqual(input);
  });

  it('gives back every byte, and reads valid sequences as everybody does', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        const text = decodeLossless(input);
        expect(new Uint8Array(encodeLossless(text))).toEqual(input);
        const { text: usual, validUtf8 } = decodeText(input);
        if (validUtf8) expect(text).toBe(usual);
        // The usual decoder takes several broken bytes together; all else is the same.
        expect(text.replace(/[\udc80-\udcff]+/gu, '').replaceAll('\ufffd', '')).toBe(usual.replaceAll('\ufffd', ''));
      }),
      { numRuns: 3_000 },
    );
  });

  it('gives back the bytes of parts that were moved', () => {
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        const moved = encodeLossless(decodeLossless(other) + decodeLossless(one));
        expect(new Uint8Array(moved)).toEqual(new Uint8Array([...other, ...one]));
      }),
    );
  });
});
