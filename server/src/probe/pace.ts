import { setTimeout } from 'node:timers/promises';
import { getDomain } from 'tldts';
import type { Pacing } from './options';
import type { Stop } from './stop';

/** Makes connections to the servers of one provider wait, so that none of them is crowded by probes of many domains. */
export interface Pace {
  /** Resolves when a connection to that host may begin. Rejects with the signal's reason when it aborts. */
  enter(host: string, pacing: Pacing | null, signal: AbortSignal): Promise<void>;
  /** The host said that it is too busy, or not now: the next connections to its provider wait longer each time. */
  slowDown(host: string, pacing: Pacing | null): void;
}

/** What a pace goes by; a test has its own. */
export interface PaceMeans {
  /** Milliseconds. */
  readonly now: () => number;
  /** Rejects with the signal's reason when it aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** What is known of a provider; times in milliseconds. */
interface Provider {
  /** When it would have all its connections behind it, had they come one interval after the other. */
  due: number;
  /** Nobody connects before. */
  closedUntil: number;
  /** How often it was too busy in a row. */
  refusals: number;
}

const maxDoublings = 5;
/** After so long a time without another refusal, the first one is forgiven. */
const memory = 60_000;
const maxProviders = 1_024;

export function createPace({ now, sleep, random }: PaceMeans): Pace {
  const providers = new Map<string, Provider>();

  function providerOf(host: string): Provider {
    const name = providerName(host);
    const known = providers.get(name) ?? { due: 0, closedUntil: -Infinity, refusals: 0 };
    // The last one in the order of a map is the newest.
    providers.delete(name);
    providers.set(name, known);
    const [oldest] = providers.keys();
    if (providers.size > maxProviders && oldest !== undefined) providers.delete(oldest);
    return known;
  }

  return {
    async enter(host, pacing, signal) {
      if (pacing === null) return;
      const { burst, interval } = pacing;
      const provider = providerOf(host);
      const start = Math.max(provider.due, now());
      provider.due = start + interval * (1 + random());
      const turn = start - (burst - 1) * interval;
      // It may be closed anew meanwhile.
      for (;;) {
        const wait = Math.max(turn, provider.closedUntil) - now();
        if (wait <= 0) return;
        await sleep(wait, signal);
      }
    },
    slowDown(host, pacing) {
      if (pacing === null) return;
      const provider = providerOf(host);
      // What was under way when it closed tells nothing new.
      if (provider.closedUntil > now()) return;
      const isAgain = now() - provider.closedUntil < memory;
      provider.refusals = isAgain ? Math.min(provider.refusals + 1, maxDoublings) : 0;
      provider.closedUntil = now() + pacing.backOff * 2 ** provider.refusals * (1 + random());
    },
  };
}

/** A pace that a probe keeps outside its deadline. */
export function paceAside(pace: Pace, { standStill }: Pick<Stop, 'standStill'>): Pace {
  return { ...pace, enter: (host, pacing, signal) => standStill(() => pace.enter(host, pacing, signal)) };
}

/** For the mail servers that this process talks to. */
export const providerPace = createPace({
  now: () => performance.now(),
  sleep,
  random: Math.random,
});

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch {
    signal.throwIfAborted();
  }
}

/** The domain that somebody registered; a host without one, such as an address, stands for itself. */
function providerName(host: string): string {
  return getDomain(host) ?? host;
}
