import { skipSpace } from '../text/ascii';
import type { LogicalLine } from '../text/logical-lines';
import { closingDelimiter, lineKind, readPattern, wordEnd } from './pattern-parts';

/** How many logical lines tell the kind of a table whose type nobody named. */
export const decidingLines = 200;

/** True when a line is a pattern in slashes, or an `if` before one: no key of an indexed table looks like that. */
export function looksLikePatternTable(lines: readonly LogicalLine[]): boolean {
  return lines.slice(0, decidingLines).some(({ text }) => {
    const from = skipSpace(text, 0);
    const afterIf = /^if\s/i.test(text.slice(from, from + 3)) ? skipSpace(text, from + 2) : from;
    const start = text[afterIf] === '!' ? afterIf + 1 : afterIf;
    if (text[start] !== '/') return false;
    const close = closingDelimiter(text, start);
    // `/var/spool/socket may` is the key of an LMTP socket: its "flags" are a path.
    return close > 0 && /^[a-zA-Z]*$/.test(text.slice(close + 1, wordEnd(text, close + 1)));
  });
}

/** `if /pattern/`, `endif`: lines without a result. */
export function isBlockLine(text: string): boolean {
  const kind = lineKind(text);
  return kind === 'if' || kind === 'endif';
}

/** Where the pattern of a line ends, its flags included (regexp_table(5), pcre_table(5)); `/p1/!/p2/` counts as one. */
export function patternEnd(text: string, from: number): number {
  return readPattern(text, from).end;
}
