import type { Reason } from '../verdict/verdict';
import type { Look } from './look';
import { isBad, type VerifyOutcome } from './outcome';
import { verifyReason } from './reasons';

/** What the looks of a run come to. */
export interface Conclusion {
  readonly outcome: VerifyOutcome;
  /** The look that it rests on. */
  readonly look: Look;
  /** How many looks it took. */
  readonly looks: number;
  /** What is to be known besides the look's own reasons. */
  readonly notes: readonly Reason[];
}

export interface Patience {
  /** Look twice also at what holds. */
  readonly twice: boolean;
}

/** Looks at one next-hop in a run. */
export const maxLooks = 3;

/**
 * What the looks at one entry come to, in their order; null where it has to be looked at again, later in the run. An entry is
 * called failing, or weaker than it says, only when two looks saw that; what could not be tested for a passing cause is looked
 * at a second time. Looks beyond those that decide count for nothing, so that an interrupted run goes on to the same end.
 */
export function conclude(looks: readonly Look[], patience: Patience): Conclusion | null {
  for (let count = 1; count <= looks.length; count += 1) {
    const found = concludeAll(looks.slice(0, count), patience);
    if (found !== null) return found;
  }
  return null;
}

function concludeAll(looks: readonly Look[], { twice }: Patience): Conclusion | null {
  const last = looks.at(-1);
  if (last === undefined) return null;
  const bad = looks.filter(({ outcome }) => isBad(outcome)).length;
  const as = (outcome: VerifyOutcome, ...notes: readonly Reason[]): Conclusion => ({
    outcome,
    look: last,
    looks: looks.length,
    notes,
  });
  if (isBad(last.outcome)) {
    if (bad > 1) return as(last.outcome);
    return looks.length < maxLooks ? null : as('untested', verifyReason('unconfirmed', looks.length));
  }
  if (last.outcome === 'untested') {
    if (bad > 0) return looks.length < maxLooks ? null : as('untested', verifyReason('unconfirmed', looks.length));
    return last.mayPass && looks.length < 2 ? null : as('untested');
  }
  if (twice && looks.length < 2) return null;
  return bad > 0 ? as(last.outcome, verifyReason('unsteady', looks.length)) : as(last.outcome);
}

/** The same of a run that was ended early: by the looks there were. */
export function concludeEarly(looks: readonly Look[], patience: Patience): Conclusion | null {
  const found = conclude(looks, patience);
  const last = looks.at(-1);
  if (found !== null || last === undefined) return found;
  const isUnconfirmed = looks.some(({ outcome }) => isBad(outcome));
  const notes = isUnconfirmed ? [verifyReason('unconfirmed', looks.length)] : [];
  return { outcome: isUnconfirmed ? 'untested' : last.outcome, look: last, looks: looks.length, notes };
}
