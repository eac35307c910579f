import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DerError, readConstructed, readElement, readElements, readObjectIdentifier } from './der';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('readElement', () => {
  it.each<[string, number, string]>([
    ['02 01 05', 0x02, '05'],
    ['05 00', 0x05, ''],
    ['30 03 02 01 05 ff ff', 0x30, '020105'],
    ['04 81 02 aa bb', 0x04, 'aabb'],
    ['04 84 00 00 00 01 aa', 0x04, 'aa'],
  ])('%s', (bytes, tag, contents) => {
    const element = readElement(hex(bytes));
    expect([element.tag, Buffer.from(element.contents).toString('hex')]).toEqual([tag, contents]);
  });

  it.each(['', '30', '30 80 00 00', '30 85 00 00 00 00 01 aa', '30 02 00', '30 81', '1f 01 00', '30 84 ff ff ff ff'])(
    'refuses %s',
    (bytes) => expect(() => readElement(hex(bytes))).toThrow(DerError),
  );
});

describe('readConstructed', () => {
  it('gives what is within', () => {
    expect(readConstructed(hex('30 06 02 01 05 02 01 06'), 0x30).map(({ contents }) => contents[0])).toEqual([5, 6]);
  });

  it.each(['31 03 02 01 05', '30 03 02 01 05 00', '30 02 02 01'])('refuses %s', (bytes) =>
    expect(() => readConstructed(hex(bytes), 0x30)).toThrow(DerError),
  );
});

describe('readObjectIdentifier', () => {
  it.each([
    ['06 03 55 04 03', '2.5.4.3'],
    ['06 03 55 1d 11', '2.5.29.17'],
    ['06 09 2a 86 48 86 f7 0d 01 01 05', '1.2.840.113549.1.1.5'],
    ['06 01 27', '0.39'],
    ['06 02 88 37', '2.999'],
  ])('%s', (bytes, expected) => expect(readObjectIdentifier(readElement(hex(bytes)))).toBe(expected));

  it.each(['06 00', '06 01 88', '02 01 05'])('refuses %s', (bytes) =>
    expect(() => readObjectIdentifier(readElement(hex(bytes)))).toThrow(DerError),
  );
});

describe('any bytes', () => {
  it('are elements one after the other, or none at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          const elements = readElements(bytes);
          expect(Buffer.concat(elements.map(({ whole }) => whole))).toEqual(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
    );
  });
});
