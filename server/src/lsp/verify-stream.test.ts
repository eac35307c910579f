import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VerifiedEntry } from '../verify/conversation';
import { type Batch, createVerifyStream } from './verify-stream';

/** A result of which only the name matters here. */
function resultOf(key: string): VerifiedEntry {
  const told = { key, occurrence: 0 } as VerifiedEntry['told'];
  return { told, output: '' };
}

const keysOf = (batches: readonly Batch[]): readonly string[] =>
  batches.flatMap(({ results }) => results.map(({ told }) => told.key));

describe('the stream of results', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells the results of 20,000 entries in order, and as many as come at once in one piece', async () => {
    const batches: Batch[] = [];
    const stream = createVerifyStream((batch) => Promise.resolve(void batches.push(batch)));
    const keys = Array.from({ length: 20_000 }, (_, index) => `e${index}.example`);
    for (const [index, key] of keys.entries()) {
      stream.started([{ key, occurrence: 0 }]);
      stream.result(resultOf(key));
      // Forty in a millisecond: all of them within half a second.
      if (index % 40 === 39) await vi.advanceTimersByTimeAsync(1);
    }
    await stream.end();
    expect(keysOf(batches)).toEqual(keys);
    expect(batches.length).toBeLessThan(6);
    expect(batches.flatMap(({ started }) => started)).toEqual([]);
  });

  it('tells what is being asked, unless the result is there by then, and once', async () => {
    const batches: Batch[] = [];
    const stream = createVerifyStream((batch) => Promise.resolve(void batches.push(batch)));
    stream.started(['a', 'b', 'a'].map((key) => ({ key, occurrence: 0 })));
    stream.result(resultOf('b'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(batches).toEqual([{ started: [{ key: 'a', occurrence: 0 }], results: [resultOf('b')] }]);
    await stream.end();
    expect(batches).toHaveLength(1);
  });

  it('waits for the editor before it tells more, and ends when all is told', async () => {
    let taken: (() => void) | undefined;
    const batches: Batch[] = [];
    const stream = createVerifyStream((batch) => {
      batches.push(batch);
      return new Promise<void>((resolve) => (taken = resolve));
    });
    stream.result(resultOf('a'));
    await vi.advanceTimersByTimeAsync(1_000);
    stream.result(resultOf('b'));
    let isOver = false;
    const end = stream.end().then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(1_000);
    expect([keysOf(batches), isOver]).toEqual([['a'], false]);
    taken?.();
    await vi.advanceTimersByTimeAsync(0);
    expect([keysOf(batches), isOver]).toEqual([['a', 'b'], false]);
    taken?.();
    await end;
    expect(isOver).toBe(true);
  });
});
