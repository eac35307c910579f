/** Counts down, and can be made to stand still. */
export interface Clock {
  /** Goes on; nothing where it runs, is over or has ended. */
  readonly start: () => void;
  readonly pause: () => void;
  /** It never goes on. */
  readonly end: () => void;
}

/** @param total Milliseconds of running until `onOver` is called, once. */
export function createClock(total: number, onOver: () => void): Clock {
  let left = total;
  let isEnded = false;
  let running: { readonly timer: NodeJS.Timeout; readonly since: number } | null = null;

  function pause(): void {
    if (running === null) return;
    clearTimeout(running.timer);
    left -= performance.now() - running.since;
    running = null;
  }

  return {
    start: () => {
      if (running !== null || isEnded) return;
      const timer = setTimeout(
        () => {
          running = null;
          isEnded = true;
          onOver();
        },
        Math.max(0, left),
      );
      running = { timer, since: performance.now() };
    },
    pause,
    end: () => {
      isEnded = true;
      pause();
    },
  };
}
