import type { PolicyDocument, PolicyEntry } from '../policy/document';
import { compareSortKeys, type SortOrder, sortKeyOf } from '../policy/sort-order';
import type { FoundChange } from './change';

/** Fewer entries are in order by chance. */
const fewest = 3;

/**
 * For each change the neighbour that it stands on the wrong side of, where the base was in order; null where it was not, or
 * the change is not out of order.
 */
export function createOrderCheck(
  before: PolicyDocument,
  after: PolicyDocument,
): (change: FoundChange) => string | null {
  const order = orderOf(before);
  if (order === null || after.hasPatterns) return () => null;
  const places = new Map(after.entries.map((entry, index) => [entry, index]));
  return ({ entry, kind }) => {
    const now = entry?.after ?? null;
    if (now === null || (kind !== 'added' && kind !== 'renamed')) return null;
    const place = places.get(now) ?? 0;
    const [above, below] = [after.entries[place - 1], after.entries[place + 1]];
    if (above !== undefined && !inOrder(above, now, order)) return above.key.text;
    // Where the one below is in the wrong place itself, it is told there.
    if (below !== undefined && !inOrder(now, below, order) && (above === undefined || inOrder(above, below, order))) {
      return below.key.text;
    }
    return null;
  };
}

function orderOf({ entries, hasPatterns }: PolicyDocument): SortOrder | null {
  if (hasPatterns || entries.length < fewest) return null;
  const orders: readonly SortOrder[] = ['domain', 'organisation'];
  return (
    orders.find((order) =>
      entries.every((entry, index) => index === 0 || inOrder(entries[index - 1] ?? entry, entry, order)),
    ) ?? null
  );
}

function inOrder(first: PolicyEntry, second: PolicyEntry, order: SortOrder): boolean {
  return compareSortKeys(sortKeyOf(first.key, order), sortKeyOf(second.key, order)) <= 0;
}
