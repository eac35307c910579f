import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workInOrder } from './in-order';

describe('work in order', () => {
  it('delivers every result in the order of the items, whatever ends first, and keeps to its limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.nat({ max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (scheduler, count, limit) => {
          const items = Array.from({ length: count }, (_, index) => index);
          const delivered: number[] = [];
          let running = 0;
          let most = 0;
          const done = workInOrder(
            items,
            { limit, signal: new AbortController().signal },
            async (item) => {
              most = Math.max(most, ++running);
              await scheduler.schedule(Promise.resolve());
              running--;
              return item * 10;
            },
            (result) => delivered.push(result),
          );
          await scheduler.waitFor(done);
          expect(delivered).toEqual(items.map((item) => item * 10));
          expect(most).toBe(Math.min(limit, count));
        },
      ),
    );
  });

  it('begins nothing after the signal, and delivers what had begun', async () => {
    const stop = new AbortController();
    const begun: number[] = [];
    const delivered: number[] = [];
    await workInOrder(
      [0, 1, 2, 3, 4],
      { limit: 2, signal: stop.signal },
      async (item) => {
        begun.push(item);
        await Promise.resolve();
        if (item === 2) stop.abort();
        return item;
      },
      (item) => delivered.push(item),
    );
    expect(begun.length).toBeLessThan(5);
    expect(delivered).toEqual(begun);
  });

  it('rejects with the error of one, after the others have ended', async () => {
    const ended: number[] = [];
    const work = workInOrder(
      [0, 1, 2, 3],
      { limit: 2, signal: new AbortController().signal },
      async (item) => {
        if (item === 0) throw new Error('zero');
        await Promise.resolve();
        ended.push(item);
        return item;
      },
      () => undefined,
    );
    await expect(work).rejects.toThrow('zero');
    expect(ended).toEqual([1]);
  });
});
