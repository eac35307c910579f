import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultCheckOptions } from '../language/language';
import { codeTexts, renderMarkdown, tagsOf } from '../report/testing/render-markdown';
import { chunkedText } from '../text/chunked-text';
import { editorLine } from '../text/editor-line';
import { assistanceOf } from './assistants';
import { languages } from './languages';

/** Texts out of what decides how a line is read. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'example.org',
        '.org',
        '*.a',
        '[mx.a]:25',
        '/^a$/',
        'if /a/',
        'endif',
        '"',
        '\\',
        '\0',
        '\ufeff',
        '😀',
      ),
      fc.constantFrom(
        'secure',
        'DANE',
        'none',
        'fingerprint',
        'match=',
        'nexthop:',
        'aa|bb',
        'ciphers=high',
        '{',
        '}',
        '=',
      ),
      fc.constantFrom(
        'smtp_tls_security_level',
        'smtp_tls_policy_maps = ',
        '$',
        '${',
        '$x',
        'policy_string = a b',
        '<b>`',
      ),
      fc.constantFrom('\n', '\n ', '\n\t', '\r\n', '\r', ' ', ' ', '\t', ',', ':', '#', '# note', '\u2028', '\v'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe.each(languages.map((language) => [language.name, language] as const))('%s', (_, language) => {
  const assistance = assistanceOf(language);
  if (assistance === null) throw new Error(`${language.name} has no assistance`);

  it('answers at each place of any text, within its line', () => {
    fc.assert(
      fc.property(anyText, (content) => {
        const text = chunkedText(content);
        const followed = language.follow(text, { tableType: null }, defaultCheckOptions).document();
        for (const document of [language.parse(content), followed]) {
          for (let offset = 0; offset <= content.length; offset++) {
            const line = editorLine(text.lines, offset);
            const at = Math.min(offset, line.end);
            const astray = assistance
              .complete(document, { text, offset })
              .filter(({ span: { start, end } }) => start < line.start || start > at || end < at || end > line.end);
            expect(astray).toEqual([]);
            const hover = assistance.hover(document, offset);
            if (hover === null) continue;
            expect(hover.span.start).toBeLessThanOrEqual(offset);
            expect(hover.span.end).toBeGreaterThanOrEqual(offset);
          }
        }
      }),
      // Each tries a few hundred places, and at each of them main.cf offers a thousand names.
      { numRuns: 50 },
    );
  });

  it('lets no text of the file become Markdown', () => {
    const known = new Set(['<p>', '<code>', '<strong>', '<em>', '<ol>', '<ul>', '<li>']);
    const ownLink = /^<a href="https:\/\/www\.postfix\.org\/postconf\.5\.html#\w+">$/;
    fc.assert(
      fc.property(anyText, (content) => {
        const document = language.parse(content);
        for (let offset = 0; offset <= content.length; offset++) {
          const hover = assistance.hover(document, offset);
          if (hover === null) continue;
          const html = renderMarkdown(hover.markdown);
          expect(tagsOf(html).filter((tag) => !known.has(tag) && !ownLink.test(tag))).toEqual([]);
          expect(codeTexts(html).join('')).not.toMatch(/[\r\n\0]/);
        }
      }),
      { numRuns: 100 },
    );
  });
});

it.each<[number, string]>([
  [0, 'match=a secure '.repeat(20_000)],
  [0, `a secure match=${'a.b:'.repeat(100_000)}`],
  [0, `a${'.a'.repeat(200_000)} may`],
  [1, `x = \${${'a'.repeat(300_000)}`],
  [1, `x = ${'${a'.repeat(100_000)}`],
  [1, `x = ${'$('.repeat(100_000)}`],
])('is done in time with lines made to make it slow', (index, content) => {
  const language = languages[index];
  const assistance = language && assistanceOf(language);
  if (!language || !assistance) throw new Error('no such language');
  const document = language.parse(content);
  const began = performance.now();
  for (const offset of [10, content.length >> 1, content.length]) {
    assistance.hover(document, offset);
    assistance.complete(document, { text: chunkedText(content), offset });
  }
  expect(performance.now() - began).toBeLessThan(15_000);
});

it('is quick at both ends of a file of 100,000 lines', () => {
  const [language] = languages;
  const assistance = language && assistanceOf(language);
  if (!language || !assistance) throw new Error('no policy language');
  const lines = Array.from({ length: 100_000 }, (_, index) => `d${index}.example secure match=.mx${index % 9}.example`);
  const content = `${lines.join('\n')}\n`;
  const text = chunkedText(content);
  const live = language.follow(text, { tableType: null }, defaultCheckOptions);
  const places = [10, content.length - 30, content.length - 5].map((offset) => ({ text, offset }));
  const ask = (): void => {
    for (const place of places) {
      assistance.hover(live.document(), place.offset);
      assistance.complete(live.document(), place);
    }
  };
  ask();
  const began = performance.now();
  ask();
  // Far from what it takes, a few milliseconds, and far from reading all of it.
  expect((performance.now() - began) / (2 * places.length)).toBeLessThan(500);
});
