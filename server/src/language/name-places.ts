/** On which lines each name stands, gathered in one pass over a text and then only asked for. */
export interface NamePlaces {
  add(name: string, index: number): void;
  /** The lines of a name, in their order. */
  of(name: string): readonly number[];
  /** Whether it is certain without another look that no other line has the name of this one. */
  isAlone(index: number): boolean;
}

const none: readonly number[] = [];

/**
 * Keeps a number for each name, and asks for the names themselves only where somebody looks for one: to keep a hundred thousand
 * texts takes longer than to read them.
 * @param nameAt the name that was added for a line; asked for only when all are there
 */
export function createNamePlaces(nameAt: (index: number) => string): NamePlaces {
  /** By the numbers of names. Nearly all are those of one line. */
  const lines = new Map<number, number | number[]>();
  /** By the same, for the names that somebody asked for, and those that have one number with them. */
  const asked = new Map<number, ReadonlyMap<string, readonly number[]>>();
  const repeated = new Set<number>();
  const sieve = createSieve();

  function linesByName(found: number | readonly number[]): ReadonlyMap<string, readonly number[]> {
    const byName = new Map<string, number[]>();
    for (const index of typeof found === 'number' ? [found] : found) {
      const name = nameAt(index);
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [index]);
      else known.push(index);
    }
    return byName;
  }

  return {
    add(name, index) {
      sieve.add(name);
      const number = numberOf(name);
      const known = lines.get(number);
      if (known === undefined) {
        lines.set(number, index);
        return;
      }
      repeated.add(index);
      if (typeof known === 'number') {
        repeated.add(known);
        lines.set(number, [known, index]);
      } else {
        known.push(index);
      }
    },
    of(name) {
      if (!sieve.mayHold(name)) return none;
      const number = numberOf(name);
      let byName = asked.get(number);
      if (byName === undefined) {
        const found = lines.get(number);
        if (found === undefined) return none;
        byName = linesByName(found);
        asked.set(number, byName);
      }
      return byName.get(name) ?? none;
    },
    isAlone: (index) => !repeated.has(index),
  };
}

/** Differs from run to run, so that nobody can write a list of names that have one number. */
const seed = Math.floor(Math.random() * 0x1_0000_0000);

/** FNV-1a over the characters, with the upper half mixed into the lower one at each. */
function numberOf(name: string): number {
  let number = seed;
  for (let index = 0; index < name.length; index++) {
    number = Math.imul(number ^ name.charCodeAt(index), 0x0100_0193);
    number ^= number >>> 15;
  }
  return number;
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
