import type { Evidence } from '../probe/evidence';
import type { AdviseOptions } from '../verdict/advise';
import type { Sender } from '../verdict/sender';
import type { Reason } from '../verdict/verdict';
import type { Verification } from '../verdict/verify-entry';
import { type Conclusion, conclude, concludeEarly, type Patience } from './conclude';
import { type Drift, driftFrom } from './drift';
import type { VerifiableEntry } from './entries';
import { type Expiry, expiriesWithin } from './expiry';
import { lookAt } from './look';
import type { VerifyOutcome } from './outcome';
import { verifyReason } from './reasons';
import type { Remembered } from './store';

/** An entry, and for whom it is judged. */
export interface EntryToVerify extends VerifiableEntry {
  readonly sender: Sender;
  /** How the entry that could stand in its place is advised. */
  readonly advising?: AdviseOptions;
}

/** What is told of an entry. */
export interface VerifyResult {
  readonly entry: EntryToVerify;
  readonly outcome: VerifyOutcome;
  /** Why; the first weighs most. */
  readonly reasons: readonly Reason[];
  /** What the judge says of the look that decides; null where nobody was asked. */
  readonly verification: Verification | null;
  /** What that look saw; null likewise. */
  readonly evidence: Evidence | null;
  readonly drift: Drift | null;
  /** Certificates that it rests on and that end soon. */
  readonly expiring: readonly Expiry[];
  /** How many looks it took. */
  readonly looks: number;
  /** When the look that decides ended, as in evidence; null without one. */
  readonly seenAt: string | null;
}

export interface Judging extends Patience {
  /** Certificates that end within so many days are told. */
  readonly days: number;
}

/**
 * What the looks at the next-hops of an entry come to; null where it has to be looked at again.
 *
 * @param remembered One for each next-hop of the entry.
 * @param isOver The run has ended, so that there will be no further look.
 */
export function resultOf(
  entry: EntryToVerify,
  remembered: readonly Remembered[],
  judging: Judging,
  isOver: boolean,
): VerifyResult | null {
  if (entry.obstacle !== null) return unseen(entry, entry.obstacle.outcome, entry.obstacle.reason);
  const end = isOver ? concludeEarly : conclude;
  const found = end(looksOf(entry, remembered, 'looks'), judging);
  if (found === null) return isOver ? unseen(entry, 'untested', verifyReason('interrupted')) : null;
  const before = concludeEarly(looksOf(entry, remembered, 'previous'), judging);
  return tell(entry, found, before, judging);
}

function unseen(entry: EntryToVerify, outcome: 'fails' | 'untested', reason: Reason): VerifyResult {
  const nothing = { verification: null, evidence: null, drift: null, expiring: [], looks: 0, seenAt: null };
  return { entry, outcome, reasons: [reason], ...nothing };
}

function tell(entry: EntryToVerify, found: Conclusion, before: Conclusion | null, { days }: Judging): VerifyResult {
  const { outcome, look, looks, notes } = found;
  const { verification, evidence } = look;
  const gains = outcome === 'upgradable' ? (verification.better?.replacement.reasons ?? []) : [];
  return {
    entry,
    outcome,
    reasons: [...notes, ...(outcome === 'upgradable' ? gains : verification.reasons)],
    verification,
    evidence,
    drift: driftFrom(before?.outcome ?? null, outcome),
    expiring: entry.value === null ? [] : expiriesWithin(days, entry.value, evidence),
    looks,
    seenAt: evidence.finishedAt,
  };
}

/** The first look at all next-hops, the second, and so on as far as all of them have one. */
function looksOf(
  { value, sender, advising }: EntryToVerify,
  remembered: readonly Remembered[],
  kind: keyof Remembered,
) {
  if (value === null || remembered.length === 0) return [];
  const count = Math.min(...remembered.map((each) => each[kind].length));
  return Array.from({ length: count }, (_, index) =>
    lookAt(
      value,
      remembered.flatMap((each) => each[kind][index] ?? []),
      sender,
      advising,
    ),
  );
}
