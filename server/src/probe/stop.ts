import { setMaxListeners } from 'node:events';
import type { Cause } from './cause';
import type { DnsAnswer, RecordType, Resolver } from './dns/answer';
import { inSeconds } from './duration';

/** What ends a probe early: its overall deadline, or whoever asked for it. */
export interface Stop {
  /** Aborts with an error that is no `Fault`: nothing on the way may take it for what the network did. */
  readonly signal: AbortSignal;
  /** Null while nothing ended the probe. */
  readonly cause: () => Cause | null;
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
  const timer = setTimeout(() => {
    stop({ id: 'deadline', text: `the deadline of ${inSeconds(total)} was over` });
  }, total);
  asked.addEventListener('abort', onAbort);
  if (asked.aborted) onAbort();
  if (refusal !== null) stop(refusal);
  return {
    signal: controller.signal,
    cause: () => cause,
    end: () => {
      clearTimeout(timer);
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
