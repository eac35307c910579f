import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestFits, type Fit, fitOf } from './fuzzy';

describe('the fit of a name', () => {
  it.each<[string, string, Fit]>([
    ['', '', 5],
    ['', 'a.example', 4],
    ['a.example', 'A.Example', 5],
    ['a.ex', 'a.example', 4],
    ['exam', 'a.example', 3],
    ['tls', 'smtp_tls_loglevel', 3],
    ['xam', 'a.example', 2],
    ['axl', 'a.example', 1],
    ['smtptls', 'smtp_tls_loglevel', 1],
    ['lxa', 'a.example', 0],
    ['a.example.org', 'a.example', 0],
  ])('%j in %j is %d', (query, name, fit) => {
    expect(fitOf(query, name)).toBe(fit);
  });

  it('is some for whatever is left after letters are taken out', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.boolean()), (name, kept) => {
        const folded = name.toLowerCase();
        fc.pre(folded.length === name.length);
        const query = Array.from(folded)
          .filter((_, index) => kept[index] === true)
          .join('');
        expect(fitOf(query, name)).toBeGreaterThan(0);
      }),
    );
  });

  it('orders many, and keeps the first of those that fit alike', () => {
    const best = bestFits<string>(3);
    for (const name of ['xa', 'ab', 'a', 'ac', 'ad', 'b']) best.add(fitOf('a', name), () => name);
    expect(best.items()).toEqual(['a', 'ab', 'ac']);
    expect(best.items()).toEqual(['a', 'ab', 'ac']);
  });
});
