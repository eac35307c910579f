import type { Comparison } from './expression';

/** Null where Postfix ends with a fatal error: a compatibility level that is none, a number beyond 64 bits. */
export function compare(left: string, operator: Comparison['operator'], right: string): boolean | null {
  const order = operator.endsWith('level') ? orderOfLevels(left, right) : orderOfValues(left, right);
  if (order === null) return null;
  switch (operator.replace('level', '')) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

const largest = 2n ** 63n - 1n;

/** Numbers where both are all digits, else texts byte by byte: `3.10` is less than `3.9`. */
function orderOfValues(left: string, right: string): number | null {
  if (!/^\d+$/.test(left) || !/^\d+$/.test(right)) return Buffer.compare(Buffer.from(left), Buffer.from(right));
  const [a, b] = [BigInt(left), BigInt(right)];
  if (a > largest || b > largest) return null;
  return a === b ? 0 : a < b ? -1 : 1;
}

function orderOfLevels(left: string, right: string): number | null {
  const [a, b] = [readLevel(left), readLevel(right)];
  if (a === null || b === null) return null;
  return a.map((number, index) => number - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** A compatibility level, `major[.minor[.patch]]`; null for what compat_level_from_string() of Postfix refuses. */
export function readLevel(text: string): readonly [number, number, number] | null {
  const match = /^(\d{1,12})(?:\.(\d+))?(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const [major, minor, patch] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
  return minor < 1024 && patch < 1024 ? [major, minor, patch] : null;
}
