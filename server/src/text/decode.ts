export interface DecodedText {
  readonly text: string;
  /** False when bytes were not UTF-8 and stand as U+FFFD in the text; offsets then differ from those of the file. */
  readonly validUtf8: boolean;
}

/**
 * Decodes the bytes of a file as UTF-8. Never fails. A byte order mark stays in the text, because Postfix takes it as
 * the first character of the first line.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), validUtf8: true };
  } catch {
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), validUtf8: false };
  }
}
