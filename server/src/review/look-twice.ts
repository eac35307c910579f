import type { Evidence } from '../probe/evidence';
import { type ChangeSet, type Looks, reviewChange, worthSecondLook } from './change-set';

/** What was seen, by next-hops in lower case. */
export type Sight = ReadonlyMap<string, Evidence>;

/** By what a review looks; handed in. */
export interface LookMeans {
  /** Next-hops with the server names that their entries send. */
  readonly nextHops: ReadonlyMap<string, readonly string[]>;
  /** One look at each, by a prober of its own which knows nothing of what another look saw. */
  readonly look: (nextHops: LookMeans['nextHops']) => Promise<Sight>;
  /** Waits for the second look. */
  readonly pause: () => Promise<void>;
  /** Whether an entry is accepted only where two looks agree. */
  readonly needsTwo: boolean;
  /** What is known of next-hops without a look now, and of those that are looked at: a look long enough ago is the first of two. */
  readonly known: Pick<Looks, 'evidence' | 'earlier'>;
  /** Nothing is begun any more when it aborts. */
  readonly signal: AbortSignal;
}

/**
 * Looks at the next-hops that a change names, and after a pause for all of them together a second time, so that an entry is accepted
 * only where both looks agree; without `needsTwo` at what did not hold alone. What an earlier look is known of is not looked at again.
 */
export async function lookTwice(change: ChangeSet, means: LookMeans): Promise<Looks> {
  const { nextHops, known, needsTwo } = means;
  const isOver = (): boolean => means.signal.aborted;
  const first = await means.look(nextHops);
  const seen = { evidence: new Map([...known.evidence, ...first]), earlier: known.earlier, needsTwo };
  const worth = new Set(worthSecondLook(reviewChange(change, seen), seen));
  const again = new Map(
    [...nextHops].filter(([name]) => first.has(name) && worth.has(name) && !known.earlier.has(name)),
  );
  if (again.size === 0 || isOver()) return seen;
  await means.pause();
  if (isOver()) return seen;
  const second = await means.look(again);
  const replaced = [...first].filter(([nextHop]) => second.has(nextHop));
  return {
    evidence: new Map([...seen.evidence, ...second]),
    earlier: new Map([...known.earlier, ...replaced]),
    needsTwo,
  };
}
