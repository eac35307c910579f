/** How long one attempt may last, in milliseconds, and what ends it early. */
export interface Limits {
  readonly timeout: number;
  readonly signal: AbortSignal;
}

export interface Outcome<T> {
  readonly succeed: (value: T) => void;
  readonly fail: (error: Error) => void;
}

/**
 * Runs an attempt that ends once: by its own outcome, by `timedOut` after the timeout, or with the signal's reason.
 * Whichever comes first, what `start` returned is called at once, so that no socket outlives the attempt. `start`
 * itself reports later, never before it returns.
 */
export function attempt<T>(
  { timeout, signal }: Limits,
  timedOut: () => Error,
  start: (outcome: Outcome<T>) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    let ended = false;
    let close = (): void => undefined;
    const end = (settle: () => void): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      close();
      settle();
    };
    const onAbort = (): void => end(() => reject(signal.reason as Error));
    const timer = setTimeout(() => end(() => reject(timedOut())), timeout);
    signal.addEventListener('abort', onAbort);
    close = start({
      succeed: (value) => end(() => resolve(value)),
      fail: (error) => end(() => reject(error)),
    });
  });
}
