/**
 * The places of the longest run of items of which each may follow the one before, others left out between them; of several one.
 * Takes the time of sorting.
 *
 * @param mayFollow whether the second one may stand behind the first one; an order, strict or not
 */
export function longestRun<T>(items: readonly T[], mayFollow: (first: T, second: T) => boolean): ReadonlySet<number> {
  /** For each length of a run the place of the least item that ends one. */
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, item] of items.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (mayFollow(items[ends[middle] ?? 0] as T, item)) low = middle + 1;
      else high = middle;
    }
    previous.push(ends[low - 1] ?? -1);
    ends[low] = index;
  }
  const run = new Set<number>();
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) run.add(index);
  return run;
}
