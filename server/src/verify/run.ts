import type { Evidence } from '../probe/evidence';
import { mapParallel } from '../probe/map-parallel';
import { maxLooks } from './conclude';
import { hasSeen } from './look';
import { type EntryToVerify, type Judging, resultOf, type VerifyResult } from './result';
import type { LookStore, Remembered } from './store';

/** Milliseconds before what did not hold is looked at again, where connections are paced as they should be. */
export const secondLook = 60_000;

/** What a run goes by; a test has its own. */
export interface RunMeans extends Judging {
  /** Looks at one next-hop; null where the end of the run came first. A later look knows nothing of what an earlier one saw. */
  readonly look: (nextHop: string, round: number) => Promise<Evidence | null>;
  readonly store: LookStore;
  /** Next-hops at the same time. */
  readonly concurrency: number;
  /** Waits before what did not hold is looked at again. Rejects when the run is to end. */
  readonly pause: (round: number) => Promise<void>;
  /** Nothing is begun any more when it aborts. */
  readonly signal: AbortSignal;
  /** Told of each result once, as soon as it is known. */
  readonly onResult: (result: VerifyResult) => void;
}

/**
 * Verifies the entries. Each next-hop is asked once, whatever entries it serves; those whose entries did not hold, or could not
 * be tested for a passing cause, again in later rounds. When the signal aborts, what is known by then is told of all entries.
 * Rejects where the store does.
 */
export async function verifyEntries(entries: readonly EntryToVerify[], means: RunMeans): Promise<void> {
  const { store, signal } = means;
  const known = new Map<string, Remembered>();
  const waiting = new Map<string, Set<EntryToVerify>>();
  const open = new Set<EntryToVerify>(entries);
  let hasAnswer = false;

  const settle = (entry: EntryToVerify, isOver: boolean): void => {
    const remembered = entry.nextHops.map((nextHop) => known.get(nextHop) ?? { looks: [], previous: [] });
    const result = resultOf(entry, remembered, means, isOver);
    if (result === null || !open.delete(entry)) return;
    means.onResult(result);
  };

  const lookAt = async (nextHop: string, round: number): Promise<void> => {
    if (signal.aborted) return;
    const evidence = await means.look(nextHop, round);
    // What was cut off by the end of the run says nothing.
    if (evidence === null || evidence.stopped?.id === 'cancelled') return;
    await store.add(nextHop, evidence);
    hasAnswer ||= hasSeen(evidence);
    const before = known.get(nextHop);
    known.set(nextHop, { looks: [...(before?.looks ?? []), evidence], previous: before?.previous ?? [] });
    for (const entry of waiting.get(nextHop) ?? []) settle(entry, false);
  };

  for (const entry of entries) {
    for (const nextHop of entry.nextHops) {
      const served = waiting.get(nextHop) ?? new Set();
      waiting.set(nextHop, served.add(entry));
    }
  }
  for (const nextHop of waiting.keys()) {
    const remembered = await store.recall(nextHop);
    known.set(nextHop, remembered);
    hasAnswer ||= remembered.looks.some(hasSeen);
  }
  for (const entry of entries) settle(entry, false);

  for (let round = 1; round <= maxLooks && open.size > 0 && !signal.aborted; round += 1) {
    const due = dueIn(round, open, known);
    if (due.length === 0) continue;
    // Where nobody at all could be reached, the cause is on this side, and does not pass.
    if (round > 1 && !hasAnswer) break;
    if (round > 1) await means.pause(round).catch(() => undefined);
    await mapParallel(due, means.concurrency, (nextHop) => lookAt(nextHop, round));
  }
  for (const entry of [...open]) settle(entry, true);
}

/** The next-hops that need one more look, in the order of the entries. */
function dueIn(
  round: number,
  open: ReadonlySet<EntryToVerify>,
  known: ReadonlyMap<string, Remembered>,
): readonly string[] {
  const nextHops = new Set([...open].flatMap((entry) => entry.nextHops));
  return [...nextHops].filter((nextHop) => (known.get(nextHop)?.looks.length ?? 0) < round);
}
