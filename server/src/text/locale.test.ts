import { expect, test } from 'vitest';
import { localeOfEnvironment, readLocale } from './locale';

test.each([
  ['de', 'de'],
  ['de-DE', 'de'],
  ['de_AT.UTF-8', 'de'],
  ['DE', 'de'],
  ['en-GB', 'en'],
  ['fr', 'en'],
  ['den', 'en'],
  ['C.UTF-8', 'en'],
  ['POSIX', 'en'],
  ['', 'en'],
  [undefined, 'en'],
] as const)('the language of %j is %s', (name, locale) => {
  expect(readLocale(name)).toBe(locale);
});

test.each([
  [{ LC_ALL: 'de_DE.UTF-8', LANG: 'C' }, 'de'],
  [{ LC_ALL: '', LC_MESSAGES: 'de_DE', LANG: 'en_US' }, 'de'],
  [{ LC_ALL: 'C', LC_MESSAGES: 'de_DE', LANG: 'de_DE' }, 'en'],
  [{ LANG: 'de_CH.UTF-8' }, 'de'],
  [{}, 'en'],
] as const)('the environment %j speaks %s', (environment, locale) => {
  expect(localeOfEnvironment(environment)).toBe(locale);
});
