import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from './decode';

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

describe('decoding a file', () => {
  it.each<[string, Uint8Array, string, boolean]>([
    ['nothing', bytes(), '', true],
    ['ASCII', bytes(0x61, 0x0a), 'a\n', true],
    ['UTF-8', bytes(0xc3, 0xbc), 'ü', true],
    ['a byte order mark stays', bytes(0xef, 0xbb, 0xbf, 0x61), '\ufeffa', true],
    ['NUL', bytes(0x61, 0, 0x62), 'a\0b', true],
    ['Latin-1', bytes(0x62, 0xfc, 0x0a), 'b\ufffd\n', false],
    ['a cut sequence', bytes(0x61, 0xe2, 0x82), 'a\ufffd', false],
    ['an overlong slash', bytes(0xc0, 0xaf), '\ufffd\ufffd', false],
  ])('%s', (_, input, text, validUtf8) => {
    expect(decodeText(input)).toEqual({ text, validUtf8 });
  });

  it('never fails, and gives back what is valid', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
        const { text, validUtf8 } = decodeText(input);
        if (validUtf8) expect(new TextEncoder().encode(text)).toEqual(input);
        else expect(text).toContain('\ufffd');
      }),
    );
  });

  it('takes a program for a text without complaint', () => {
    expect(decodeText(readFileSync(process.execPath).subarray(0, 1 << 20)).validUtf8).toBe(false);
  });
});
