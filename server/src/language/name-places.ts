/** On which lines each name stands, gathered in one pass over a text and then only asked for. */
export interface NamePlaces {
  add(name: string, index: number): void;
  /** The lines of a name in their order: a single one as a number, since most names are those of one line. */
  of(name: string): number | readonly number[] | undefined;
  /** Whether a name is that of a line and of no other, which is told without looking for it. */
  isAlone(name: string, index: number): boolean;
}

export function createNamePlaces(): NamePlaces {
  const places = new Map<string, number | number[]>();
  const names: (string | undefined)[] = [];
  const repeated = new Set<number>();
  const sieve = createSieve();

  return {
    add(name, index) {
      names[index] = name;
      sieve.add(name);
      const known = places.get(name);
      if (known === undefined) {
        places.set(name, index);
        return;
      }
      const lines = typeof known === 'number' ? [known] : known;
      lines.push(index);
      places.set(name, lines);
      for (const line of typeof known === 'number' ? lines : [index]) repeated.add(line);
    },
    of: (name) => (sieve.mayHold(name) ? places.get(name) : undefined),
    isAlone: (name, index) => names[index] === name && !repeated.has(index),
  };
}

/** Knows at a glance of most names that they were not added: of a hundred thousand domains few have an entry of a parent. */
interface Sieve {
  add(name: string): void;
  mayHold(name: string): boolean;
}

function createSieve(): Sieve {
  const seen = new Uint8Array(sieveSize);
  return {
    add: (name) => void (seen[cellOf(name)] = 1),
    mayHold: (name) => seen[cellOf(name)] === 1,
  };
}

const sieveSize = 1 << 16;

/** By its length and its first character, in which a name differs from the parents that are asked for. */
function cellOf(name: string): number {
  return ((name.charCodeAt(0) << 8) | (name.length & 0xff)) & (sieveSize - 1);
}
