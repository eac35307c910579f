import type { Asked } from '../verdict/server-names';
import type { RevisedFile } from './change';
import type { ReviewOptions } from './options';
import { partsOf } from './parts';

/** The next-hops of the entries that come, change or go, in lower case, with each value: those that are worth a look. */
export function changedNextHops(file: RevisedFile, options: ReviewOptions): readonly Asked[] {
  const { changes, sender } = partsOf(file, options);
  return changes.flatMap(({ kind, entry }) => {
    if (entry === undefined || kind === 'equivalent' || kind === 'order') return [];
    const { before, after, nextHops } = entry;
    return nextHops.flatMap((nextHop) =>
      [before, after].map((each): Asked => [nextHop, each?.value.value ?? null, sender]),
    );
  });
}
