import { isLowerAscii } from './ascii';

/**
 * A text as Postfix compares the keys of tables: with the full case folding of Unicode where `smtputf8_enable` is on, as it
 * is by default (casefold() of Postfix), so that `straße` and `STRASSE` are one. Two texts that Postfix takes for one, and
 * no others, give the same.
 */
export function foldCase(text: string): string {
  if (isLowerAscii(text)) return text;
  const lower = text.toLowerCase();
  return isAscii.test(lower) ? lower : lower.split(dotlessI).map(foldAll).join(dotlessI);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the NUL is ASCII, too.
const isAscii = /^[\0-\x7f]*$/;

/** Has the capital of `i`, and is another letter all the same. */
const dotlessI = 'ı';

/** Letters whose capitals are the same are one, however many letters these are. */
function foldAll(lower: string): string {
  return lower.toUpperCase().toLowerCase();
}
