import { describe, expect, it } from 'vitest';
import { lazyArray } from './lazy-array';

describe('a lazy array', () => {
  const squares = (asked: number[] = []) =>
    lazyArray(5, (index) => {
      asked.push(index);
      return index * index;
    });

  it.each<[string, (list: readonly number[]) => unknown, unknown]>([
    ['length', (list) => list.length, 5],
    ['an item', (list) => list[3], 9],
    ['no item behind the last', (list) => list[5], undefined],
    ['no item before the first', (list) => list[-1], undefined],
    ['iteration', (list) => [...list], [0, 1, 4, 9, 16]],
    ['map', (list) => list.map((each) => each + 1), [1, 2, 5, 10, 17]],
    ['filter', (list) => list.filter((each) => each % 2 === 0), [0, 4, 16]],
    ['find', (list) => list.find((each) => each > 3), 4],
    ['indexOf', (list) => list.indexOf(9), 3],
    ['slice', (list) => list.slice(1, 3), [1, 4]],
    ['at', (list) => list.at(-1), 16],
    ['flatMap', (list) => list.flatMap((each) => [each, each]).length, 10],
    ['JSON', (list) => JSON.stringify(list), '[0,1,4,9,16]'],
    ['Array.isArray', (list) => Array.isArray(list), true],
  ])('has %s as any other', (_, ask, answer) => {
    expect(ask(squares())).toEqual(answer);
  });

  it('makes an item once, and only when it is asked for', () => {
    const asked: number[] = [];
    const list = squares(asked);
    expect(list.length + (list[2] ?? 0) + (list[2] ?? 0) + (list[4] ?? 0)).toBe(29);
    expect(asked).toEqual([2, 4]);
  });
});
