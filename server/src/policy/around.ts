import type { PolicyDocument, PolicyEntry } from './document';

/** Entries in each direction: enough for some screens, and quick in a file of any size. */
const reach = 100;

/** The entries nearest to an offset, in the order of the document. */
export function entriesAround({ entries }: PolicyDocument, offset: number): readonly PolicyEntry[] {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.line.span.start ?? Number.POSITIVE_INFINITY) < offset) low = middle + 1;
    else high = middle;
  }
  return entries.slice(Math.max(0, low - reach), low + reach);
}
