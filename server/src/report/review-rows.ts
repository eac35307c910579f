import type { ChangeKind } from '../review/change';
import { domainOf } from '../review/compare-values';
import type { PlacedChange } from './review-words';

/** What a review says of one domain, or of one other thing that changes. Never empty; the worst first. */
export interface ReviewRow {
  /** The key, or the domain where several keys of it change. */
  readonly subject: string;
  readonly changes: readonly [PlacedChange, ...PlacedChange[]];
}

/** Changes of these kinds are about a key of a table. */
const ofKeys: ReadonlySet<ChangeKind> = new Set([
  'added',
  'removed',
  'renamed',
  'stronger',
  'weaker',
  'different',
  'equivalent',
]);

/** One row for each domain, whatever keys and files name it; in the order in which they come. */
export function rowsByDomain(ranked: readonly PlacedChange[]): readonly ReviewRow[] {
  const rows = new Map<string, [PlacedChange, ...PlacedChange[]]>();
  for (const placed of ranked) {
    const name = rowName(placed);
    const row = rows.get(name);
    if (row === undefined) rows.set(name, [placed]);
    else row.push(placed);
  }
  return [...rows.values()].map((changes) => {
    const [{ change }] = changes;
    const isOne = changes.every((other) => other.change.subject === change.subject);
    return { subject: isOne ? change.subject : domainIn(change.subject), changes };
  });
}

function rowName({ file, change: { kind, subject } }: PlacedChange): string {
  return ofKeys.has(kind) ? domainIn(subject) : `${kind} ${file.path} ${subject}`;
}

/** A pattern stands for itself. */
function domainIn(key: string): string {
  return key.startsWith('/') ? key : domainOf(key);
}
