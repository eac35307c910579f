import type { Evidence } from '../probe/evidence';

/** What is known of a next-hop. */
export interface Remembered {
  /** The looks of this run, or of one that is recent enough to stand for it; in their order. */
  readonly looks: readonly Evidence[];
  /** Those of the last run before it that saw something. */
  readonly previous: readonly Evidence[];
}

/** Keeps what was seen from run to run. Next-hops are in lower case. */
export interface LookStore {
  readonly recall: (nextHop: string) => Promise<Remembered>;
  /** Resolves when nothing can lose the look any more. */
  readonly add: (nextHop: string, look: Evidence) => Promise<void>;
}

/** One for a run that leaves nothing behind. */
export function createMemoryStore(): LookStore {
  const looks = new Map<string, readonly Evidence[]>();
  return {
    recall: (nextHop) => Promise.resolve({ looks: looks.get(nextHop) ?? [], previous: [] }),
    add: (nextHop, look) => {
      looks.set(nextHop, [...(looks.get(nextHop) ?? []), look]);
      return Promise.resolve();
    },
  };
}
