import { describe, expect, it } from 'vitest';
import { inTurns } from './in-turns';

describe('what is visited in turns', () => {
  it('is as many as are allowed at a time, and all of them in the end', () => {
    const seen: number[] = [];
    const visitMore = inTurns(
      () => [1, 2, 3, 4, 5],
      2,
      (each) => seen.push(each),
    );
    const visits = Array.from({ length: 4 }, () => {
      visitMore();
      return seen.splice(0);
    });
    expect(visits).toEqual([[1, 2], [3, 4], [5], [1, 2]]);
  });

  it('is all there is where that is less, as it is by then', () => {
    const all = new Map([['a', 1]]);
    const seen: number[] = [];
    const visitMore = inTurns(
      () => all.values(),
      10,
      (each) => seen.push(each),
    );
    visitMore();
    all.set('b', 2);
    visitMore();
    expect(seen).toEqual([1, 1, 2]);
  });
});
