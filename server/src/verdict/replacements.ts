import type { PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import type { Advice } from './advice';
import { type Chosen, type EntryPlan, planReplacement } from './plan';
import type { Sender } from './sender';
import type { Reason } from './verdict';

/** An entry that may take the place of the existing one when a person chooses it. */
export interface Replacement extends Chosen {
  /** The line as the advice tells it, without the attributes of the existing entry; it identifies the replacement. */
  readonly entry: string;
  /** What it gains and costs; the first weighs most. */
  readonly reasons: readonly Reason[];
}

/**
 * The entries that hold by the evidence and may replace the existing value by hand, the advised one first. Each has the
 * other attributes of the existing value; weaker ones, and the existing one itself, are none of them.
 */
export function replacementsOf(
  existing: PolicyValue | null,
  advice: Advice,
  evidence: Evidence,
  sender: Sender,
): readonly Replacement[] {
  return replacementsBy(advice, (choice) => planReplacement(existing, choice, evidence, sender));
}

/** The entries of an advice, advised and runners-up, as their plans write them. */
export function replacementsBy(advice: Advice, planOf: (chosen: Chosen) => EntryPlan): readonly Replacement[] {
  return choicesOf(advice).flatMap((choice) => {
    const plan = planOf(choice);
    return plan.kind === 'keep' ? [] : [{ ...choice, value: plan.value, comment: plan.comment, confirm: plan.confirm }];
  });
}

/** The entry of an advice, advised or a runner-up, by its line; null where the advice has none like it. */
export function choiceOf(entry: string, advice: Advice): Replacement | null {
  return choicesOf(advice).find((each) => each.entry === entry) ?? null;
}

function choicesOf({ value, entry, comment, confirm, reasons, runnersUp }: Advice): readonly Replacement[] {
  const advised = value === null || entry === null ? [] : [{ value, entry, comment, confirm, reasons }];
  return [...advised, ...runnersUp];
}
