import * as fc from 'fast-check';
import { defaultCheckOptions, type LanguageName } from '../../language/language';
import { languages } from '../../languages/languages';
import type { CheckedFile } from '../check-result';
import { hostileText } from './hostile';

/** Fragments of which tables and main.cf, good and bad, are made. */
const fragment = fc.oneof(
  fc.constantFrom(
    'example.org',
    '.example.org',
    '*.example.org',
    'Example.ORG',
    '[mx.example.org]:587',
    '/^x$/',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\n  ',
    '#',
    ' # ticket',
    'secure',
    'dane',
    'may',
    'securee',
    'match=',
    'match=nexthop',
    'protocols=>=TLSv1.2',
    'match',
    '"',
    '=',
    'smtp_tls_security_level = dane',
    'smtp_use_tls = yes',
    '# tls-policy-lint: disable-next-line unsafe-level-may -- reason\n',
    '# tls-policy-lint: disable-next-line nonsense\n',
    '\u{1f4a9}',
    '\u00fc',
  ),
  hostileText,
);

/** Text as a table or main.cf may hold it, or not. */
export const policyLikeText: fc.Arbitrary<string> = fc
  .array(fragment, { maxLength: 40 })
  .map((fragments) => fragments.join(''));

/** A checked file of any language, with any name that a file can have. */
export const checkedFile: fc.Arbitrary<CheckedFile> = fc
  .record({
    path: fc.oneof(
      fc.constant('tls_policy'),
      hostileText.filter((name) => name !== ''),
    ),
    language: fc.constantFrom(...languages),
    text: policyLikeText,
  })
  .map(({ path, language, text }) => checkedAs(language.name, path, text));

export function checkedAs(name: LanguageName, path: string, text: string): CheckedFile {
  const language = languages.find((each) => each.name === name);
  if (!language) throw new Error(`no language ${name}`);
  return { path, language: name, text, findings: language.check(language.parse(text), defaultCheckOptions) };
}
