import { expect, it } from 'vitest';
import { remembered } from './remembered';

it('computes once for each key, and forgets what was not asked for longest', () => {
  const computed: number[] = [];
  const half = remembered(
    (value: number) => {
      computed.push(value);
      return value / 2;
    },
    String,
    2,
  );
  expect([2, 4, 2, 6, 2, 4].map(half)).toEqual([1, 2, 1, 3, 1, 2]);
  expect(computed).toEqual([2, 4, 6, 4]);
});

it('keeps a result that is null', () => {
  let calls = 0;
  const nothing = remembered(
    () => {
      calls++;
      return null;
    },
    () => '',
    1,
  );
  expect([nothing(), nothing()]).toEqual([null, null]);
  expect(calls).toBe(1);
});
