/** Longer messages hide the rest of the screen; all that was seen stands in the report. */
const maxLength = 1_000;

/**
 * A message for `window/showMessage`. It may hold text from the network, and editors make links of Markdown's `[text](target)`
 * in it, in VS Code even ones that run commands; so no such link is left, no control character and no line break.
 */
export function plainMessage(text: string): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\](?=\()/g, '] ')
    .trim();
  return plain.length > maxLength ? `${plain.slice(0, maxLength - 1)}…` : plain;
}
