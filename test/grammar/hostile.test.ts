import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenizer, mainCfScope, masterCfScope, policyScope, type Token } from './tokenizer';

/** VS Code colours no line longer than this (`editor.maxTokenizationLineLength`). */
const longestLine = 20_000;

const pieces = [
  ...[
    '#',
    ' ',
    '\t',
    ',',
    '=',
    ':',
    '"',
    "'",
    '\\',
    '/',
    '!',
    '[',
    ']',
    '{',
    '}',
    '(',
    ')',
    '$',
    '${',
    '*',
    '.',
    '|',
    '\0',
  ],
  ...[
    'example.org',
    '.example.org',
    'secure',
    'dane',
    'may',
    'match=',
    'nexthop',
    'protocols=',
    '>=TLSv1.2',
    'tafile=/a',
  ],
  ...[
    'if /',
    'endif',
    '/^a/',
    'bücher',
    '😀',
    'smtp_tls_security_level',
    'hash:/etc/x',
    'yes',
    '5d',
    '192.0.2.1',
    '?',
    '<',
  ],
] as const;

const line = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(''));
const document = fc.array(fc.oneof(line, fc.string({ unit: 'grapheme', maxLength: 40 })), { maxLength: 12 });

/** The tokens of a line touch each other, begin with the line and end with it. */
function coversItsLine(tokens: readonly Token[], length: number): boolean {
  let column = 0;
  for (const { start, end } of tokens) {
    if (start !== column || end < start) return false;
    column = end;
  }
  return column === length;
}

/** A line that begins a logical line, in each language. */
const sound: Readonly<Record<string, string>> = {
  [policyScope]: 'example.net dane',
  [mainCfScope]: 'smtp_tls_security_level = dane',
  [masterCfScope]: 'smtp unix - - n - - smtp -o smtp_tls_security_level=dane',
};

describe.each(Object.keys(sound))('%s', (scope) => {
  it('covers every line with tokens, whatever the lines hold', async () => {
    const tokenize = await createTokenizer(scope);
    fc.assert(
      fc.property(document, (lines) => {
        const text = lines.join('\n');
        const physical = text.split(/\r?\n/);
        const tokens = tokenize(text);
        expect(tokens).toHaveLength(physical.length);
        for (const [index, content] of physical.entries()) {
          expect(coversItsLine(tokens[index] ?? [], content.length)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('starts afresh on every line that begins a logical line, however unbalanced the one before', async () => {
    const tokenize = await createTokenizer(scope);
    const next = sound[scope] ?? '';
    const alone = tokenize(next)[0];
    fc.assert(
      fc.property(document, (lines) => {
        expect(tokenize([...lines, next].join('\n')).at(-1)).toEqual(alone);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['quotes', '"'],
    ['backslashes', '\\'],
    ['opening braces', '{'],
    ['closing braces', '}'],
    ['nested references', '${a?'],
    ['slashes', '/'],
    ['escaped slashes', '/\\'],
    ['brackets', '['],
    ['colons', ':'],
    ['stars', '*'],
    ['commas', ','],
    ['number signs', ' #'],
    ['dollars', '$'],
    ['equals signs', 'a='],
    ['spaces', ' '],
    ['digits', '1.'],
    ['match names', 'match=a:'],
    ['levels', 'dane '],
    ['protocols', 'protocols=!TLSv1:'],
  ])('bears a line of the longest length full of %s', async (_, unit) => {
    const tokenize = await createTokenizer(scope);
    const hostile = unit.repeat(Math.ceil(longestLine / unit.length)).slice(0, longestLine);
    const heads = [
      '',
      'example.org ',
      'example.org secure ',
      'example.org secure {',
      '/',
      'a = ',
      'smtp_tls_security_level = ${',
      'smtp unix - - n - - smtp -o { a = ',
    ];
    for (const head of heads) {
      const content = `${head}${hostile}`.slice(0, longestLine);
      // The tokenizer throws where one line takes too long.
      const [first, second] = tokenize(`${content}\n ${content}`);
      expect(coversItsLine(first ?? [], content.length)).toBe(true);
      expect(coversItsLine(second ?? [], content.length + 1)).toBe(true);
    }
  });
});
