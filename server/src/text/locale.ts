import { type Translations, useTranslations } from './translate';

/** The languages that texts are written in. */
export const locales = ['en', 'de'] as const;
export type Locale = (typeof locales)[number];

/** The language of a locale as editors (`de-DE`) and systems (`de_DE.UTF-8`) write it; English for one that we lack. */
export function readLocale(name: string | undefined): Locale {
  const language = /^[a-z]+/.exec((name ?? '').toLowerCase())?.[0];
  return locales.find((locale) => locale === language) ?? 'en';
}

/** The language of messages in the environment of a process: the first of these variables that is set and not empty (POSIX, section 8.2). */
export function localeOfEnvironment(environment: Readonly<Record<string, string | undefined>>): Locale {
  return readLocale(environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG']);
}

/**
 * Lets all texts that are made from now on be in this language. The translations are part of the program, and are read only
 * for a language that is not the one of the code.
 */
export async function speak(locale: Locale): Promise<void> {
  useTranslations(await translationsOf(locale));
  spoken = locale;
}

let spoken: Locale = 'en';

/** The language of the texts, for what the runtime itself puts into words: ages, dates. */
export function spokenLocale(): Locale {
  return spoken;
}

async function translationsOf(locale: Locale): Promise<Translations> {
  return locale === 'de' ? (await import('../../../l10n/bundle.l10n.de.json', { with: { type: 'json' } })).default : {};
}
