import type { RevisedFile } from './change';
import type { ReviewOptions } from './options';
import { partsOf } from './parts';

/** The next-hops of the entries that come, change or go, in lower case, each once: those that are worth a look. */
export function changedNextHops(file: RevisedFile, options: ReviewOptions): readonly string[] {
  const found = partsOf(file, options).changes.flatMap(({ kind, entry }) => {
    const key = (entry?.after ?? entry?.before)?.key;
    return kind === 'equivalent' || kind === 'order' ? [] : (key?.nextHop?.toLowerCase() ?? []);
  });
  return [...new Set(found)];
}
