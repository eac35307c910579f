import type { Dialect, RegexpItem } from './regexp-items';

/**
 * Where a dialect can't read an escape or a group of Perl's: a reference to a group that is not there, `\c` without its character, or
 * an option that nobody knows. POSIX takes references to groups alone that are closed before.
 */
export function referenceError(items: readonly RegexpItem[], body: string, dialect: Dialect): number | null {
  const groups = dialect === 'pcre' ? groupsIn(items, body) : null;
  const open: boolean[] = [];
  const closed = new Set<number>();
  const begun: number[] = [];
  for (const { kind, text, from } of items) {
    if (kind === 'character' && text === '(') {
      begun.push(open.length + 1);
      open.push(true);
      if (
        dialect === 'pcre' &&
        /^\(\?[a-z]/i.test(body.slice(from, from + 3)) &&
        !/[imnsxJUaPRC]/.test(body.charAt(from + 2))
      )
        return from + 2;
    } else if (kind === 'character' && text === ')') {
      const group = begun.pop();
      if (group !== undefined) closed.add(group);
    } else if (kind === 'escape') {
      const number = referenceIn(body, from, dialect);
      if (number !== null && (groups === null ? !closed.has(number) : number > groups)) return from;
      if (dialect === 'pcre' && text === '\\c' && from + 2 >= body.length) return from;
    }
  }
  return null;
}

/** The group that an escape refers to; null for none. Of several digits Perl takes many for a character. */
function referenceIn(body: string, from: number, dialect: Dialect): number | null {
  const escape = body.slice(from, from + 12);
  const [, digit, braced] =
    (dialect === 'regexp' ? /^\\([1-9])/ : /^\\(?:([1-9])(?!\d)|g\{?([1-9]\d*)\}?)/).exec(escape) ?? [];
  const number = digit ?? braced;
  return number === undefined ? null : Number(number);
}

function groupsIn(items: readonly RegexpItem[], body: string): number {
  // Groups that share their numbers, which few write, are counted each for itself.
  return items.filter(
    ({ kind, text, from }) =>
      kind === 'character' && text === '(' && /^\((?![?*])|^\(\?(?:P?<(?![=!])|')/.test(body.slice(from, from + 5)),
  ).length;
}
