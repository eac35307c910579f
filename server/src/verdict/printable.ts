import { t } from '../text/translate';

/** Room for a whole reason of the judge inside another sentence. */
const longest = 400;

/**
 * Text from the network inside a sentence: control, formatting and unassigned characters become `?`, and what is too
 * long is cut. Each format still escapes the sentence for itself.
 */
export function printable(text: string): string {
  const safe = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  return safe.length > longest ? `${safe.slice(0, longest)}…` : safe;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const texts = items.map(printable);
  return texts.length < 2 ? texts.join('') : t('{0} and {1}', texts.slice(0, -1).join(', '), texts.at(-1) ?? '');
}
