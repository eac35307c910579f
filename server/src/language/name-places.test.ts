import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNamePlaces } from './name-places';

const name = fc.oneof(fc.constantFrom('', 'a', '.a', 'a.example', '.example', 'ä'), fc.string({ maxLength: 4 }));

it('tells the lines of a name, and whether it stands on one alone', () => {
  fc.assert(
    fc.property(fc.array(fc.option(name)), name, (lines, other) => {
      const places = createNamePlaces((index) => lines[index] ?? '');
      for (const [index, each] of lines.entries()) if (each !== null) places.add(each, index);
      for (const asked of [...lines, other]) {
        if (asked === null) continue;
        const expected = [...lines.keys()].filter((index) => lines[index] === asked);
        expect(places.of(asked)).toEqual(expected);
        for (const index of expected) if (places.isAlone(index)) expect(expected).toEqual([index]);
      }
    }),
  );
});

it('keeps names apart that have one number', () => {
  const names = Array.from({ length: 200_000 }, (_, index) => `n${index.toString(36)}`);
  const places = createNamePlaces((index) => names[index] ?? '');
  for (const [index, each] of names.entries()) places.add(each, index);
  const shared = names.filter((_, index) => !places.isAlone(index));
  // Of so many there are five pairs on average; it may be none.
  for (const each of shared) expect(places.of(each)).toEqual([names.indexOf(each)]);
  expect(shared.length).toBeLessThan(100);
});
