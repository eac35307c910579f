import { expect, it } from 'vitest';
import { keptPerObject } from './kept-per-object';

it('keeps the last result for each object', () => {
  let calls = 0;
  const join = keptPerObject((thing: { readonly name: string }, others: readonly string[]) => {
    calls++;
    return [thing.name, ...others].join();
  });
  const [one, two] = [{ name: 'one' }, { name: 'two' }];
  expect([join(one, ['a']), join(two, ['a']), join(one, ['a']), join(two, ['a'])]).toEqual([
    'one,a',
    'two,a',
    'one,a',
    'two,a',
  ]);
  expect(calls).toBe(2);
  expect([join(one, ['b']), join(one, ['b']), join({ name: 'one' }, ['b'])]).toEqual(['one,b', 'one,b', 'one,b']);
  expect(calls).toBe(4);
});
