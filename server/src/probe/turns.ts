/** Lets one task at a time work on each of several things, in the order of their arrival. */
export interface Turns {
  /** Rejects with the signal's reason when it aborts while waiting; the task sees to its own end. */
  take<T>(what: string, waiter: Waiter, task: () => Promise<T>): Promise<T>;
}

/** Who waits, such as the `Stop` of a probe, whose deadline stands still meanwhile. */
export interface Waiter {
  readonly signal: AbortSignal;
  readonly standStill?: <T>(wait: () => Promise<T>) => Promise<T>;
}

export function createTurns(): Turns {
  /** Who waits for a thing that is taken; without an entry it is free. */
  const queues = new Map<string, (() => void)[]>();

  async function enter(what: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const queue = queues.get(what);
    if (queue === undefined) {
      queues.set(what, []);
      return;
    }
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
    const next = queues.get(what)?.shift();
    // The turn is handed over, so that a task that comes in between can't take it.
    if (next === undefined) queues.delete(what);
    else next();
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
