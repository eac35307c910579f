/**
 * Makes what visits the next ones each time that it is called, and begins anew after the last: what is due of many goes on without
 * keeping others waiting.
 *
 * @param all asked anew at each beginning.
 * @param most visited by one call.
 */
export function inTurns<T>(all: () => Iterable<T>, most: number, visit: (each: T) => void): () => void {
  let rest: Iterator<T> | null = null;
  return () => {
    rest ??= all()[Symbol.iterator]();
    for (let visited = 0; visited < most; visited += 1) {
      const next = rest.next();
      if (next.done === true) {
        rest = null;
        return;
      }
      visit(next.value);
    }
  };
}
