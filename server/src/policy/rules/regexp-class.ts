import type { Dialect, RegexpItem } from './regexp-items';

const posixNames = [
  'alpha',
  'digit',
  'alnum',
  'upper',
  'lower',
  'space',
  'blank',
  'punct',
  'print',
  'graph',
  'cntrl',
  'xdigit',
];
const classNames: Readonly<Record<Dialect, ReadonlySet<string>>> = {
  regexp: new Set(posixNames),
  pcre: new Set([...posixNames, 'word', 'ascii'].flatMap((name) => [name, `^${name}`])),
};

/** A part of a bracket expression. */
interface Part {
  readonly from: number;
  readonly text: string;
  /** The code of one character; `several` of a class, and null for what is not looked at. */
  readonly code: number | 'several' | null;
}

/**
 * Where a dialect can't read a bracket expression, counted from its bracket: a name that it does not know, a range that is none, and in
 * POSIX a hyphen that neither makes a range nor stands at an end.
 *
 * @param isFolded whether the case of letters means nothing.
 */
export function classSyntaxError({ text }: RegexpItem, dialect: Dialect, isFolded: boolean): number | null {
  // Perl's wants brackets around the name of a class.
  if (dialect === 'pcre' && /^\[([:.=])[a-z^]*\1\]$/.test(text)) return 0;
  const parts = partsOf(text, dialect);
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (part === undefined) break;
    if (!isKnown(part.text, dialect)) return part.from;
    const [hyphen, end] = [parts[index + 1], parts[index + 2]];
    if (dialect === 'regexp' && part.text === '-' && index > 0 && hyphen !== undefined) return part.from;
    // At the end it stands for itself.
    if (hyphen?.text !== '-' || end === undefined) continue;
    if (!isKnown(end.text, dialect)) return end.from;
    if (!isRange(part.code, end.code, dialect === 'regexp' && isFolded)) return part.from;
    index += 2;
  }
  return null;
}

/** @param isFolded glibc compares capital letters then. */
function isRange(first: Part['code'], last: Part['code'], isFolded: boolean): boolean {
  if (first === null || last === null) return true;
  if (first === 'several' || last === 'several') return false;
  const order = (code: number): number => (isFolded && code >= 0x61 && code <= 0x7a ? code - 0x20 : code);
  return order(first) <= order(last);
}

function isKnown(text: string, dialect: Dialect): boolean {
  const [, kind, name = ''] = /^\[([:.=])(.*)\1\]$/s.exec(text) ?? [];
  if (kind === undefined) return true;
  return kind === ':' ? classNames[dialect].has(name) : dialect === 'regexp';
}

function partsOf(text: string, dialect: Dialect): readonly Part[] {
  const parts: Part[] = [];
  for (let from = text[1] === '^' ? 2 : 1; from < text.length - 1; ) {
    const rest = text.slice(from, from + 40);
    const named = /^\[([:.=]).*?\1\]/s.exec(rest)?.[0];
    const escaped = dialect === 'pcre' && named === undefined ? /^\\[^]/u.exec(rest)?.[0] : undefined;
    const part = named ?? escaped ?? String.fromCodePoint(text.codePointAt(from) ?? 0);
    parts.push({ from, text: part, code: codeOf(part, named !== undefined, escaped !== undefined) });
    from += part.length;
  }
  return parts;
}

function codeOf(part: string, isNamed: boolean, isEscaped: boolean): Part['code'] {
  if (isNamed) return part[1] === ':' ? 'several' : null;
  if (!isEscaped) return part.codePointAt(0) ?? null;
  if (/[dDwWsShHvVpPNRX]/.test(part.charAt(1))) return 'several';
  return /[a-z\d]/i.test(part.charAt(1)) ? null : (part.codePointAt(1) ?? null);
}
