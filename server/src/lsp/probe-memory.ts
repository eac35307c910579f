import type { Evidence } from '../probe/evidence';

/** Keeps what the last probes saw, so that other entries than the advised one can be had without asking again. */
export interface ProbeMemory {
  remember(nextHop: string, evidence: Evidence): void;
  /** Null where the next-hop was not probed in the last hour. */
  recall(nextHop: string): Evidence | null;
  /** What the probe before the last one saw; null where it was not probed twice in the last hour. */
  recallEarlier(nextHop: string): Evidence | null;
}

/** Milliseconds after which evidence no longer stands for what is there now. */
export const memorySpan = 60 * 60 * 1000;
/** Next-hops, as many as a review may look at; the one that was probed longest ago gives way. */
const kept = 300;

interface Look {
  readonly evidence: Evidence;
  readonly at: number;
}

/** @param now milliseconds of a clock that never goes back */
export function createProbeMemory(now: () => number): ProbeMemory {
  /** The last look at each, and the one before it. */
  const probes = new Map<string, readonly [Look, Look | undefined]>();
  const fresh = (look: Look | undefined): Evidence | null =>
    look !== undefined && now() - look.at < memorySpan ? look.evidence : null;
  return {
    remember(nextHop, evidence) {
      const [before] = probes.get(nextHop) ?? [];
      // A map keeps the order of insertion, so the first is always the oldest.
      probes.delete(nextHop);
      probes.set(nextHop, [{ evidence, at: now() }, before]);
      const [oldest] = probes.keys();
      if (probes.size > kept && oldest !== undefined) probes.delete(oldest);
    },
    recall(nextHop) {
      const found = fresh(probes.get(nextHop)?.[0]);
      if (found === null) probes.delete(nextHop);
      return found;
    },
    recallEarlier: (nextHop) => fresh(probes.get(nextHop)?.[1]),
  };
}
