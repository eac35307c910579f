/** A list whose items are made when they are asked for, each once. Costs nothing as long as nobody asks. */
export function lazyArray<T>(length: number, itemAt: (index: number) => T): readonly T[] {
  const made: T[] = [];
  const indexOf = (key: string | symbol): number => {
    if (typeof key !== 'string') return -1;
    const first = key.charCodeAt(0);
    const index = first >= 0x30 && first <= 0x39 ? Number(key) : -1;
    return index < length ? index : -1;
  };
  return new Proxy(made, {
    get(target, key, receiver): unknown {
      if (key === 'length') return length;
      const index = indexOf(key);
      if (index < 0) return Reflect.get(target, key, receiver);
      if (!(index in target)) target[index] = itemAt(index);
      return target[index];
    },
    has: (target, key) => indexOf(key) >= 0 || Reflect.has(target, key),
  });
}
