import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import type { Sender } from '../verdict/sender';
import type { ToldEntry } from './told-entry';

/** An entry, as far as a verdict rests on it. */
export interface Judgeable {
  /** Null where Postfix takes none, or nothing was judged of it. */
  readonly value: PolicyValue | null;
  /** The logical line as written. */
  readonly line: string;
}

/**
 * What a result stands for: the value as Postfix reads it, and the sender that it is judged for. Blanks and the place in the
 * table do not matter.
 */
export function judgedAs({ value, line }: Judgeable, { profile, version = '' }: Sender): string {
  return `${profile} ${version}: ${value === null ? line : formatPolicyValue(value)}`;
}

/** Whether a result is still one of the entry as it stands now. */
export function isStillJudged({ judged }: Pick<ToldEntry, 'judged'>, entry: Judgeable, sender: Sender): boolean {
  // What could not be judged was told of the line.
  return judged === judgedAs(entry, sender) || judged === judgedAs({ ...entry, value: null }, sender);
}
