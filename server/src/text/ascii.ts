/**
 * Postfix asks isspace(3) in the C locale: ASCII only. JavaScript's `\s` and `trim()` also take no-break spaces and the
 * byte order mark, which Postfix keeps as data, so neither may be used on Postfix's files.
 */
export function isSpaceCode(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** Removes what isspace(3) takes from both ends. */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpaceCode(text.charCodeAt(start))) start++;
  while (end > start && isSpaceCode(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** The first offset in [from, to) that isspace(3) does not take, else `to`. */
export function skipSpace(text: string, from: number, to: number = text.length): number {
  let position = from;
  while (position < to && isSpaceCode(text.charCodeAt(position))) position++;
  return position;
}

/** Whether a text is ASCII without capitals, as nearly all names are: then nothing of it has another case. */
export function isLowerAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f || (code >= 0x41 && code <= 0x5a)) return false;
  }
  return true;
}
