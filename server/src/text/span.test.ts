import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './nearest';
import { applyEdits } from './span';

const edit = (start: number, end: number, newText: string) => ({ span: { start, end }, newText });

describe('applying edits', () => {
  it.each<[string, ReturnType<typeof edit>[], string]>([
    ['none', [], 'abcdef'],
    ['in any order', [edit(4, 5, 'E'), edit(0, 1, 'A')], 'AbcdEf'],
    ['an insertion before a deletion at one place', [edit(2, 4, ''), edit(2, 2, 'X')], 'abXef'],
    ['at both ends', [edit(0, 0, '<'), edit(6, 6, '>')], '<abcdef>'],
  ])('%s', (_, edits, expected) => {
    expect(applyEdits('abcdef', edits)).toBe(expected);
  });

  it('refuses edits that overlap', () => {
    expect(() => applyEdits('abcdef', [edit(0, 3, ''), edit(2, 4, '')])).toThrow(RangeError);
  });
});

describe('the word that was meant', () => {
  const levels = ['none', 'may', 'encrypt', 'verify', 'secure', 'dane', 'dane-only'];
  it.each<[string, string | null]>([
    ['securee', 'secure'],
    ['secrue', 'secure'],
    ['encrpyt', 'encrypt'],
    ['dnae', 'dane'],
    ['dane_only', 'dane-only'],
    ['mandatory', null],
    ['x', null],
    ['', null],
  ])('%j', (word, expected) => {
    expect(nearest(word, levels)).toBe(expected);
  });

  it.each<[string, string, number]>([
    ['', '', 0],
    ['abc', '', 3],
    ['abc', 'acb', 1],
    ['abc', 'abd', 1],
    ['abc', 'xabc', 1],
    ['secure', 'obscure', 3],
  ])('%j is %j, %i edits away', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
    for (const most of [0, 1, 2, 3]) {
      expect(editDistance(a, b, most)).toBe(distance <= most ? distance : Number.POSITIVE_INFINITY);
    }
  });

  it('is looked for no longer than it may be far away, and that changes nothing', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.nat(8), (a, b, most) => {
        const distance = editDistance(a, b);
        expect(editDistance(a, b, most)).toBe(distance <= most ? distance : Number.POSITIVE_INFINITY);
      }),
    );
  });
});
