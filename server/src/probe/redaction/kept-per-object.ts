/**
 * A function of an object and of plain values, whose last result for each object is kept as long as the object lives: what
 * the servers of one provider showed is the same object for all its domains.
 */
export function keptPerObject<Thing extends object, Rest extends readonly unknown[], Result>(
  compute: (thing: Thing, ...rest: Rest) => Result,
): (thing: Thing, ...rest: Rest) => Result {
  const kept = new WeakMap<Thing, { readonly key: string; readonly result: Result }>();
  return (thing, ...rest) => {
    const key = JSON.stringify(rest);
    const last = kept.get(thing);
    if (last?.key === key) return last.result;
    const result = compute(thing, ...rest);
    kept.set(thing, { key, result });
    return result;
  };
}
