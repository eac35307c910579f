/** Texts for people in another language, by the English ones that stand in the code. */
export type Translations = Readonly<Record<string, string>>;

let translations: Translations = {};

/**
 * Sets the language of all texts that are made from now on. The entry of a program calls it once, before anything else: the
 * one thing that is not handed down, as every text of every module would have to carry it.
 */
export function useTranslations(chosen: Translations): void {
  translations = chosen;
}

/**
 * A text for people in the language that was set; the English one where it has no translation.
 *
 * Write whole sentences, so that other languages can order their words, and let each `{0}`, `{1}` stand for a name, a number
 * or a part that is translated by itself. Texts that a table holds are written there in English and translated where they
 * are shown.
 */
export function t(text: string, ...values: readonly (string | number)[]): string {
  const wanted = Object.hasOwn(translations, text) ? (translations[text] ?? text) : text;
  return values.length === 0 ? wanted : fillIn(wanted, values);
}

function fillIn(text: string, values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (placeholder, index: string) => String(values[Number(index)] ?? placeholder));
}

/** A number of things: the text for one of them, or that for any other number, whose `{0}` is the number. */
export function counted(number: number, one: string, several: string): string {
  return number === 1 ? t(one) : t(several, number);
}
