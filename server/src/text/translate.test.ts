import { afterEach, expect, test } from 'vitest';
import { counted, t, useTranslations } from './translate';

afterEach(() => useTranslations({}));

test('a text without a translation stays English', () => {
  expect(t('Postfix defers mail to {0}.', 'example.org')).toBe('Postfix defers mail to example.org.');
});

test('a translation may order the parts anew', () => {
  useTranslations({ '{0} of {1}': 'von {1} die {0}' });
  expect(t('{0} of {1}', 2, 'ten')).toBe('von ten die 2');
});

test('what stands in a part is no placeholder, and is no name of a member of objects', () => {
  expect(t('{0} and {1}', '{1}', '$&')).toBe('{1} and $&');
  expect(t('constructor')).toBe('constructor');
});

test('braces without a number, and numbers without a part, stay', () => {
  expect(t('{ name = value } {0} {1}', 'x')).toBe('{ name = value } x {1}');
});

test('one thing has a text of its own', () => {
  expect([0, 1, 2].map((number) => counted(number, '1 file', '{0} files'))).toEqual(['0 files', '1 file', '2 files']);
});
