import { setTimeout as pause } from 'node:timers/promises';

/** How often a condition is asked for, in milliseconds. */
const interval = 20;

/**
 * Waits until `probe` answers with something, and returns it. Rejects with `what` once `deadline` milliseconds have
 * passed. Cancelled requests count as *not yet*: the workbench cancels them whenever any extension registers a provider.
 */
export async function until<T>(
  what: string,
  probe: () => T | undefined | Promise<T | undefined>,
  deadline = 20_000,
): Promise<T> {
  const end = Date.now() + deadline;
  for (;;) {
    const answer = await attempt(probe);
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`timed out after ${deadline / 1000} s: ${what}`);
    await pause(interval);
  }
}

async function attempt<T>(probe: () => T | undefined | Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await probe();
  } catch (error) {
    if (/cancell?ed/i.test(String(error))) return undefined;
    throw error;
  }
}
