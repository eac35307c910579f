import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapParallel } from './map-parallel';
import { createTurns } from './turns';

const never = new AbortController().signal;

describe('taking turns', () => {
  it('lets one task at a time work on a thing, in the order of arrival, and others on other things', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }),
        fc.scheduler(),
        async (things, s) => {
          const turns = createTurns();
          const working = new Set<string>();
          const order: string[] = [];
          const task = (thing: string, index: number) => async (): Promise<number> => {
            expect(working.has(thing)).toBe(false);
            working.add(thing);
            await s.schedule(Promise.resolve());
            working.delete(thing);
            order.push(`${thing}${index}`);
            if (index % 3 === 2) throw new Error('a task may fail');
            return index;
          };
          const all = Promise.allSettled(
            things.map((thing, index) => turns.take(thing, { signal: never }, task(thing, index))),
          );
          await s.waitFor(all);
          for (const thing of new Set(things)) {
            const expected = things.flatMap((each, index) => (each === thing ? [`${each}${index}`] : []));
            expect(order.filter((each) => each.startsWith(thing))).toEqual(expected);
          }
        },
      ),
    );
  });

  it('lets no more than so many tasks at a time work on a thing, and that many where there are enough', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.scheduler(),
        async (tasks, atOnce, s) => {
          const turns = createTurns(atOnce);
          let working = 0;
          let most = 0;
          const begun: number[] = [];
          const all = Array.from({ length: tasks }, (_, index) =>
            turns.take('a', { signal: never }, async () => {
              begun.push(index);
              most = Math.max(most, ++working);
              await s.schedule(Promise.resolve());
              working--;
            }),
          );
          await s.waitFor(Promise.all(all));
          expect(most).toBe(Math.min(atOnce, tasks));
          expect(begun).toEqual(Array.from({ length: tasks }, (_, index) => index));
        },
      ),
    );
  });

  it('forgets who stops waiting, and goes on with the next', async () => {
    const turns = createTurns();
    const controller = new AbortController();
    let finish = (): void => undefined;
    const first = turns.take('a', { signal: never }, () => new Promise<void>((resolve) => (finish = resolve)));
    const second = turns.take('a', controller, () => Promise.reject(new Error('it must not run')));
    const third = turns.take('a', { signal: never }, () => Promise.resolve('third'));
    controller.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    finish();
    await first;
    expect(await third).toBe('third');
    await expect(turns.take('a', controller, () => Promise.resolve())).rejects.toThrow('enough');
  });
});

describe('mapping in parallel', () => {
  it('keeps the order of the items, and no more under way than the limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.scheduler(),
        async (items, limit, s) => {
          let running = 0;
          let most = 0;
          const mapped = mapParallel(items, limit, async (item) => {
            most = Math.max(most, ++running);
            await s.schedule(Promise.resolve());
            running--;
            return item * 2;
          });
          await s.waitFor(mapped);
          expect(await mapped).toEqual(items.map((item) => item * 2));
          expect(most).toBe(Math.min(limit, items.length));
        },
      ),
    );
  });

  it('rejects with the first failure', async () => {
    const map = async (item: number): Promise<number> => {
      await setImmediate();
      if (item === 2) throw new Error('two');
      return item;
    };
    await expect(mapParallel([1, 2, 3], 2, map)).rejects.toThrow('two');
  });
});
