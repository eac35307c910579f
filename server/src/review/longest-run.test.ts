import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { longestRun } from './longest-run';

it.each([
  [[], 0],
  [[1, 2, 3], 3],
  [[3, 2, 1], 1],
  [[2, 3, 1, 4], 3],
  [[1, 1, 1], 3],
])('of %j are in order at most %i', (items, length) => {
  expect(longestRun(items, (a, b) => a <= b).size).toBe(length);
});

/** By trying all. */
function longest(items: readonly number[], from = 0, last = Number.NEGATIVE_INFINITY): number {
  return items
    .slice(from)
    .reduce(
      (most, item, index) => (item < last ? most : Math.max(most, 1 + longest(items, from + index + 1, item))),
      0,
    );
}

it('is in order, and no other run is longer', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 9 }), (items) => {
      const run = [...longestRun(items, (a, b) => a <= b)].sort((a, b) => a - b).map((index) => items[index] ?? 0);
      expect(run).toEqual(run.toSorted((a, b) => a - b));
      expect(run).toHaveLength(longest(items));
    }),
  );
});
