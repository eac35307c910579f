/** How well a name fits what somebody types to find it; the higher the better, 0 for not at all. */
export type Fit = 0 | 1 | 2 | 3 | 4 | 5;

/**
 * Compares without case: the name itself, its beginning, the beginning of a word in it, a part of it, or its characters in
 * their order with others between them (LSP, `workspace/symbol`).
 *
 * @param query in lower case.
 */
export function fitOf(query: string, name: string): Fit {
  if (query.length > name.length) return 0;
  const folded = name.toLowerCase();
  const at = folded.indexOf(query);
  if (at === 0) return query.length === folded.length ? 5 : 4;
  if (at > 0) return isWordStart(folded, query, at) ? 3 : 2;
  return hasInOrder(folded, query) ? 1 : 0;
}

function isWordStart(name: string, query: string, first: number): boolean {
  for (let at = first; at > 0; at = name.indexOf(query, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(name.charAt(at - 1))) return true;
  }
  return false;
}

function hasInOrder(name: string, query: string): boolean {
  let next = 0;
  for (let index = 0; index < name.length && next < query.length; index++) {
    if (name.charCodeAt(index) === query.charCodeAt(next)) next++;
  }
  return next === query.length;
}

/** The best of many by their fit; of those that fit alike the first ones. */
export function bestFits<T>(most: number): {
  readonly add: (fit: Fit, item: () => T) => void;
  /** The best first. */
  readonly items: () => readonly T[];
} {
  const byFit: T[][] = Array.from({ length: 6 }, () => []);
  return {
    add(fit, item) {
      const alike = byFit[fit];
      if (fit > 0 && alike !== undefined && alike.length < most) alike.push(item());
    },
    items: () => byFit.toReversed().flat().slice(0, most),
  };
}
