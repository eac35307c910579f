import type { EntryName } from '../verify/told-entry';

/** Counts how many entries of a table have come by with each key, in its order. */
export function createNaming(): (entry: { readonly folded: string }) => EntryName {
  const counts = new Map<string, number>();
  return ({ folded }) => {
    const occurrence = counts.get(folded) ?? 0;
    counts.set(folded, occurrence + 1);
    return { key: folded, occurrence };
  };
}
