import type { FoundChange } from '../review/change';
import { compareValues, domainOf } from '../review/compare-values';
import type { TableIndex } from '../review/table-index';
import type { Sender } from '../verdict/sender';
import { compareStrength } from '../verdict/strength';
import { isLoosened } from './loosened';

/** How much of the protection in force a new list takes away. */
export interface Loss {
  /** The changes by which it does. */
  readonly changes: readonly FoundChange[];
  /** Entries in force. */
  readonly of: number;
}

/** @param before the table in force. */
export function lossOf(changes: readonly FoundChange[], before: TableIndex, sender: Sender): Loss {
  const inForce = [...before.first.values()].filter(({ dropped }) => dropped === null).length;
  return { changes: changes.filter((change) => isLoss(change, sender)), of: inForce };
}

/** In hundredths of the entries in force; of an empty table nothing can be lost. */
export function percentLost({ changes, of }: Loss): number {
  return of === 0 ? 0 : (100 * changes.length) / of;
}

/** An entry that is gone is none where another one protects its next-hops as well. */
function isLoss({ kind, entry, subject }: FoundChange, sender: Sender): boolean {
  if (kind === 'weaker' || kind === 'renamed') return true;
  if (entry?.before?.dropped !== null) return false;
  const { before, after } = entry.effective;
  if (kind === 'removed')
    return after === null || before === null || compareValues(after, before, subject, sender) === 'weaker';
  if (kind !== 'different') return false;
  // Postfix can't use what stands there now.
  if (after === null) return true;
  const isAsStrong = before !== null && compareStrength(after, before, sender, domainOf(subject)) === 'equal';
  return isAsStrong && isLoosened(before, after);
}
