/** Runs at most `max` tasks at once; the others wait in the order of their arrival. */
export interface Limiter {
  /** True when the next task would have to wait. */
  busy(): boolean;
  /** Rejects with the signal's reason when it aborts while waiting; a task that runs sees to its own cancellation. */
  run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

export function createLimiter(max: number): Limiter {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (running < max) {
      running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const start = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      waiting.push(start);
    });
  }

  function leave(): void {
    const next = waiting.shift();
    // The place is handed over, so that a task that comes in between can't take it.
    if (next) next();
    else running -= 1;
  }

  return {
    busy: () => running >= max,
    async run(signal, task) {
      await turn(signal);
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
