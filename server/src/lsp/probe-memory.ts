import type { Evidence } from '../probe/evidence';

/** Keeps what the last probes saw, so that other entries than the advised one can be had without asking again. */
export interface ProbeMemory {
  remember(nextHop: string, evidence: Evidence): void;
  /** Null where the next-hop was not probed in the last hour. */
  recall(nextHop: string): Evidence | null;
}

/** Milliseconds after which evidence no longer stands for what is there now. */
export const memorySpan = 60 * 60 * 1000;
/** Next-hops, as many as a review may look at; the one that was probed longest ago gives way. */
const kept = 300;

/** @param now milliseconds of a clock that never goes back */
export function createProbeMemory(now: () => number): ProbeMemory {
  const probes = new Map<string, { readonly evidence: Evidence; readonly at: number }>();
  return {
    remember(nextHop, evidence) {
      // A map keeps the order of insertion, so the first is always the oldest.
      probes.delete(nextHop);
      probes.set(nextHop, { evidence, at: now() });
      const [oldest] = probes.keys();
      if (probes.size > kept && oldest !== undefined) probes.delete(oldest);
    },
    recall(nextHop) {
      const found = probes.get(nextHop);
      if (found === undefined) return null;
      if (now() - found.at < memorySpan) return found.evidence;
      probes.delete(nextHop);
      return null;
    },
  };
}
