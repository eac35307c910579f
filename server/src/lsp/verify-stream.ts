import type { Verified, VerifiedEntry } from '../verify/conversation';
import { type EntryName, entryId } from '../verify/told-entry';

/** Gathers what happens in a run and hands it on in batches: an editor that is told of each entry by itself has no time left. */
export interface VerifyStream {
  readonly started: (entries: readonly EntryName[]) => void;
  readonly result: (result: VerifiedEntry) => void;
  /** Hands on what is left; nothing follows. */
  readonly end: () => Promise<void>;
}

export type Batch = Pick<Verified, 'started' | 'results'>;

/** Milliseconds between two batches. */
const pause = 150;

export function createVerifyStream(send: (batch: Batch) => Promise<void>): VerifyStream {
  let started = new Map<string, EntryName>();
  let results: VerifiedEntry[] = [];
  let timer: NodeJS.Timeout | null = null;
  let sending: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const batch = { started: [...started.values()], results };
    started = new Map();
    results = [];
    if (batch.started.length + batch.results.length > 0) sending = sending.then(() => send(batch));
    return sending;
  }
  const later = (): void => {
    timer ??= setTimeout(() => void flush(), pause);
  };
  return {
    started: (entries) => {
      for (const each of entries) started.set(entryId(each), { key: each.key, occurrence: each.occurrence });
      later();
    },
    result: (result) => {
      started.delete(entryId(result.told));
      results.push(result);
      later();
    },
    end: flush,
  };
}
