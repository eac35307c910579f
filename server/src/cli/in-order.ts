/**
 * Works on the items, at most `limit` of them at the same time, and hands the results over one after the other in the
 * order of the items. Begins no more of them once the signal has aborted. Rejects with the first error, when the work
 * that had begun is done.
 */
export async function workInOrder<Item, Result>(
  items: readonly Item[],
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
  work: (item: Item) => Promise<Result>,
  deliver: (result: Result) => void,
): Promise<void> {
  const results = new Map<number, Result>();
  let next = 0;
  let delivered = 0;
  let failed = false;

  async function takeTurns(): Promise<void> {
    for (let index = next++; index < items.length && !signal.aborted && !failed; index = next++) {
      try {
        results.set(index, await work(items[index] as Item));
      } catch (error) {
        failed = true;
        throw error;
      }
      for (; results.has(delivered); delivered++) {
        deliver(results.get(delivered) as Result);
        results.delete(delivered);
      }
    }
  }

  const turns = Array.from({ length: Math.min(limit, items.length) }, takeTurns);
  const ended = await Promise.allSettled(turns);
  for (const each of ended) if (each.status === 'rejected') throw each.reason as Error;
}
