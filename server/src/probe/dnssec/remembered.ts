/**
 * A function of its key alone, whose results are kept: of so many, the ones that were asked for last.
 *
 * @param keyOf Tells arguments apart by all that the result depends on.
 */
export function remembered<Arguments extends readonly unknown[], Result>(
  compute: (...args: Arguments) => Result,
  keyOf: (...args: Arguments) => string,
  most: number,
): (...args: Arguments) => Result {
  const results = new Map<string, { readonly result: Result }>();
  return (...args) => {
    const key = keyOf(...args);
    const entry = results.get(key) ?? { result: compute(...args) };
    // The last one in the order of a map is the newest.
    results.delete(key);
    results.set(key, entry);
    const [oldest] = results.keys();
    if (results.size > most && oldest !== undefined) results.delete(oldest);
    return entry.result;
  };
}
