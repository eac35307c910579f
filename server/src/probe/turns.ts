/** Lets so many tasks at a time work on each of several things, in the order of their arrival. */
export interface Turns {
  /** Rejects with the signal's reason when it aborts while waiting; the task sees to its own end. */
  take<T>(what: string, waiter: Waiter, task: () => Promise<T>): Promise<T>;
}

/** Who waits, such as the `Stop` of a probe, whose deadline stands still meanwhile. */
export interface Waiter {
  readonly signal: AbortSignal;
  readonly standStill?: <T>(wait: () => Promise<T>) => Promise<T>;
}

/** A thing that is worked on. */
interface Place {
  working: number;
  readonly queue: (() => void)[];
}

/** @param atOnce How many tasks may work on one thing at a time. */
export function createTurns(atOnce = 1): Turns {
  /** Without an entry a thing is free. */
  const places = new Map<string, Place>();

  async function enter(what: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const place = places.get(what) ?? { working: 0, queue: [] };
    places.set(what, place);
    if (place.working < atOnce) {
      place.working += 1;
      return;
    }
    const { queue } = place;
    await new Promise<void>((resolve, reject) => {
      const admit = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        queue.splice(queue.indexOf(admit), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      queue.push(admit);
    });
  }

  function leave(what: string): void {
    const place = places.get(what);
    const next = place?.queue.shift();
    // The turn is handed over, so that a task that comes in between can't take it.
    if (next !== undefined) next();
    else if (place !== undefined && --place.working === 0) places.delete(what);
  }

  return {
    async take(what, { signal, standStill = (wait) => wait() }, task) {
      await standStill(() => enter(what, signal));
      try {
        return await task();
      } finally {
        leave(what);
      }
    },
  };
}

/** The SMTP server addresses that this process talks to: those of one provider serve many domains. */
export const addressTurns = createTurns();
