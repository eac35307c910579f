export interface Limits {
  readonly count: number;
  /** Of all items together, in UTF-16 units. */
  readonly characters: number;
}

/** The first items, as many as stay within the limits. */
export function takeWithin<Item>(
  items: readonly Item[],
  limits: Limits,
  lengthOf: (item: Item) => number,
): readonly Item[] {
  let left = limits.characters;
  const bounded = items.slice(0, limits.count);
  const end = bounded.findIndex((item) => {
    left -= lengthOf(item);
    return left < 0;
  });
  return end < 0 ? bounded : bounded.slice(0, end);
}
