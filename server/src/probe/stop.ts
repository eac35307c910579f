import { setMaxListeners } from 'node:events';
import type { Cause } from './cause';
import { createClock } from './clock';
import type { DnsAnswer, RecordType, Resolver } from './dns/answer';
import { inSeconds } from './duration';

/** What ends a probe early: its overall deadline, or whoever asked for it. */
export interface Stop {
  /** Aborts with an error that is no `Fault`: nothing on the way may take it for what the network did. */
  readonly signal: AbortSignal;
  /** Null while nothing ended the probe. */
  readonly cause: () => Cause | null;
  /**
   * Waits for something that is no one's delay, such as the turn at a provider that others probe too. Meanwhile the
   * deadline stands still, for as long again as the whole probe may last.
   */
  readonly standStill: <T>(wait: () => Promise<T>) => Promise<T>;
  /** Stops the clock, and whatever should still be under way. */
  readonly end: () => void;
}

/**
 * @param total Milliseconds from now.
 * @param refusal Why it is over before it begins; null for the usual.
 */
export function createStop(asked: AbortSignal, total: number, refusal: Cause | null = null): Stop {
  const controller = new AbortController();
  // Each step listens for as long as it lasts; there is no number of steps that would be wrong.
  setMaxListeners(0, controller.signal);
  let cause: Cause | null = null;
  const stop = (reason: Cause): void => {
    cause ??= reason;
    controller.abort(new Error(reason.text));
  };
  const onAbort = (): void => stop({ id: 'cancelled', text: 'it was cancelled' });
  const work = createClock(total, () => {
    stop({ id: 'deadline', text: `the deadline of ${inSeconds(total)} was over` });
  });
  const patience = createClock(total, () => {
    stop({
      id: 'deadline',
      text: `its turn at mail servers that are probed for others too did not come in ${inSeconds(total)}`,
    });
  });
  let waiting = 0;
  work.start();
  asked.addEventListener('abort', onAbort);
  if (asked.aborted) onAbort();
  if (refusal !== null) stop(refusal);
  return {
    signal: controller.signal,
    cause: () => cause,
    standStill: async (wait) => {
      if (waiting++ === 0) {
        work.pause();
        patience.start();
      }
      try {
        return await wait();
      } finally {
        if (--waiting === 0) {
          patience.pause();
          work.start();
        }
      }
    },
    end: () => {
      work.end();
      patience.end();
      asked.removeEventListener('abort', onAbort);
      controller.abort(new Error('the probe is over'));
    },
  };
}

/**
 * Runs a step that the stop may end, and then answers for it. Any other error is passed on.
 *
 * @param instead What to answer for a step that was ended, from the cause.
 */
export async function untilStopped<T>(stop: Stop, step: () => Promise<T>, instead: (cause: Cause) => T): Promise<T> {
  try {
    stop.signal.throwIfAborted();
    return await step();
  } catch (error) {
    const cause = stop.cause();
    if (cause === null) throw error;
    return instead(cause);
  }
}

/** Asks the resolver; a question that was ended counts as failed for that cause. */
export type Ask = <T extends RecordType>(name: string, type: T) => Promise<DnsAnswer<T>>;

export function askUntilStopped(resolver: Resolver, stop: Stop): Ask {
  return (name, type) =>
    untilStopped(
      stop,
      () => resolver.resolve(name, type, stop.signal),
      (cause) => failedAnswer(name, type, cause),
    );
}

export function failedAnswer<T extends RecordType>(name: string, type: T, cause: Cause): DnsAnswer<T> {
  return { name, type, status: 'indeterminate', outcome: 'failed', records: [], aliases: [], ttl: 0, cause };
}
