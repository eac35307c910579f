import { untilNextAge } from '../text/age';

/** Knows when a text that tells an age tells another one, since an editor may stay open for days. */
export interface AgeWatch {
  /** Such texts were told: of what was seen at these times, in milliseconds since 1970. */
  readonly told: (seenAt: readonly number[]) => void;
  readonly stop: () => void;
}

/**
 * Milliseconds. What a clock that was ahead dated into the future is told in other words much later than a timer can wait for: such
 * a one would ring at once, over and over.
 */
const longest = 86_400_000;

/** @param onAged called once when the first of the ages that were told is another; it has them told anew. */
export function createAgeWatch(onAged: () => void): AgeWatch {
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  const forget = (): void => {
    clearTimeout(timer);
    due = Number.POSITIVE_INFINITY;
  };
  return {
    told(seenAt) {
      const now = Date.now();
      const next = seenAt.reduce(
        (first, each) => Math.min(first, now + Math.min(untilNextAge(now - each), longest)),
        due,
      );
      if (next === due) return;
      forget();
      due = next;
      timer = setTimeout(() => {
        forget();
        onAged();
      }, next - now);
      timer.unref();
    },
    stop: forget,
  };
}
