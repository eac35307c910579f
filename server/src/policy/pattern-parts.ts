import { isSpaceCode, skipSpace } from '../text/ascii';

/** One regular expression of a pattern table; all numbers are indices into the text that was read. */
export interface OnePattern {
  /** An odd number of `!` stands before it. */
  readonly isNegated: boolean;
  /** Between the delimiters, escapes as written. */
  readonly body: string;
  readonly bodyFrom: number;
  readonly isClosed: boolean;
  readonly flags: string;
  readonly flagsFrom: number;
}

export interface PatternParts {
  /** Usually one; two for `/p1/!/p2/`, none where the text does not begin as a pattern does. */
  readonly patterns: readonly OnePattern[];
  /** Where the result may begin: behind the flags, or behind the first word of what can't be read. */
  readonly end: number;
}

/** Whether an option of a pattern is on: each mention turns it over (regexp_table(5), pcre_table(5)). */
export function isOptionOn(flags: string, option: string): boolean {
  return flags.split(option).length % 2 === 0;
}

/** Reads the pattern of a rule as dict_regexp_get_pats() of dict_regexp.c does; the dialects differ in what they take of it. */
export function readPattern(text: string, from: number): PatternParts {
  const first = from < text.length && !isAlphanumeric(text.charCodeAt(from)) ? readOne(text, from) : null;
  if (first === null) return { patterns: [], end: wordEnd(text, from) };
  const second = first.isClosed && text[endOf(first)] === '!' ? readOne(text, endOf(first)) : null;
  return second === null ? { patterns: [first], end: endOf(first) } : { patterns: [first, second], end: endOf(second) };
}

/** Reads the pattern of an `if`, whose delimiter may be a letter too; a second one is none of it. */
export function readCondition(text: string, from: number): PatternParts {
  const pattern = readOne(text, from);
  return pattern === null ? { patterns: [], end: from } : { patterns: [pattern], end: endOf(pattern) };
}

function endOf({ flagsFrom, flags }: OnePattern): number {
  return flagsFrom + flags.length;
}

/** Whether Postfix takes a line of a pattern table for `if`, `endif` or a rule; null for anything else. */
export function lineKind(text: string): 'if' | 'endif' | 'rule' | null {
  const start = skipSpace(text, 0);
  if (!isAlphanumeric(text.charCodeAt(start))) return 'rule';
  const word = /^(?:if|endif)(?![a-z\d])/i.exec(text.slice(start, start + 6))?.[0].toLowerCase();
  return word === 'if' || word === 'endif' ? word : null;
}

function readNegation(text: string, from: number): { readonly isNegated: boolean; readonly open: number } {
  let isNegated = false;
  let position = from;
  for (; position < text.length; position++) {
    if (text[position] === '!') isNegated = !isNegated;
    else if (position === from || !isSpaceCode(text.charCodeAt(position))) break;
  }
  return { isNegated, open: position };
}

/** Null where nothing follows; behind `!` that is a pattern which lacks all. */
function readOne(text: string, from: number): OnePattern | null {
  const { isNegated, open } = readNegation(text, from);
  if (open >= text.length && open === from) return null;
  if (open >= text.length) {
    const end = wordEnd(text, from);
    return { isNegated, body: '', bodyFrom: end, isClosed: false, flags: '', flagsFrom: end };
  }
  const bodyFrom = open + 1;
  const close = closingDelimiter(text, open);
  if (close < 0) {
    const body = text.slice(bodyFrom, wordEnd(text, open));
    return { isNegated, body, bodyFrom, isClosed: false, flags: '', flagsFrom: bodyFrom + body.length };
  }
  let end = close + 1;
  while (end < text.length && text[end] !== '!' && !isSpaceCode(text.charCodeAt(end))) end++;
  const flags = text.slice(close + 1, end);
  return { isNegated, body: text.slice(bodyFrom, close), bodyFrom, isClosed: true, flags, flagsFrom: close + 1 };
}

/** The offset of the delimiter that closes the pattern which opens here; -1 without one. A backslash protects. */
export function closingDelimiter(text: string, open: number): number {
  const delimiter = text.charCodeAt(open);
  for (let position = open + 1; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === 0x5c) position++;
    else if (code === delimiter) return position;
  }
  return -1;
}

export function wordEnd(text: string, from: number): number {
  let position = from;
  while (position < text.length && !isSpaceCode(text.charCodeAt(position))) position++;
  return position;
}

function isAlphanumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}
