import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNamePlaces } from './name-places';

const name = fc.oneof(fc.constantFrom('', 'a', '.a', 'a.example', '.example', 'ä'), fc.string({ maxLength: 4 }));

it('tells the lines of a name, and whether it stands on one alone', () => {
  fc.assert(
    fc.property(fc.array(fc.option(name)), name, (lines, other) => {
      const places = createNamePlaces();
      for (const [index, each] of lines.entries()) if (each !== null) places.add(each, index);
      for (const asked of [...lines, other]) {
        if (asked === null) continue;
        const expected = [...lines.keys()].filter((index) => lines[index] === asked);
        const found = places.of(asked) ?? [];
        expect(typeof found === 'number' ? [found] : found).toEqual(expected);
        for (const index of [...lines.keys(), lines.length]) {
          expect(places.isAlone(asked, index)).toBe(expected.length === 1 && expected[0] === index);
        }
      }
    }),
  );
});
