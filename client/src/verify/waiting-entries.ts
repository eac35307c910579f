import type { EntryItem } from './entry-tree';

/** Entries of a run that are shown as waiting at a time: twenty thousand would keep the editor busy for seconds. */
const most = 200;

/** Shows as waiting what a run comes to next. */
export interface WaitingEntries {
  /** Something happened to an entry: it waits no more. */
  readonly passOver: (entry: EntryItem) => void;
  /** Shows more of them in the place of those that wait no more. */
  readonly fill: () => void;
}

/**
 * @param entries In the order in which they are verified.
 * @param show shows one as waiting.
 */
export function createWaitingEntries(entries: readonly EntryItem[], show: (entry: EntryItem) => void): WaitingEntries {
  const shown = new Set<EntryItem>();
  const passed = new Set<EntryItem>();
  let next = 0;
  return {
    passOver(entry) {
      shown.delete(entry);
      passed.add(entry);
    },
    fill() {
      for (; next < entries.length && shown.size < most; next += 1) {
        const entry = entries[next];
        if (entry === undefined || passed.has(entry)) continue;
        shown.add(entry);
        show(entry);
      }
    },
  };
}
