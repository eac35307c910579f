import { isUtf8 } from 'node:buffer';

/**
 * Bytes of a server as text that is safe to store and to show on one line: UTF-8 where they are, else each a Latin-1
 * character; what controls a display or shows nothing there becomes `\u{…}` in hexadecimal.
 */
export function printableBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString(isUtf8(bytes) ? 'utf8' : 'latin1');
  return printableText(text);
}

/** The same for a text. */
export function printableText(text: string): string {
  return text.replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Control, format (bidirectional ones included), private use and unassigned characters, and line separators. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** At most so many characters, so that a cause stays one line. */
export function shortened(text: string, limit = 200): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}
