import * as fc from 'fast-check';
import type { ProbedNextHop } from '../probe-result';

/** Text as a hostile server or name server may choose it: fragments of every syntax that an output might obey. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '<img src=x onerror=alert(1)>',
        '<!--',
        '[link](https://evil.example)',
        '![image](https://evil.example/x.png)',
        '<https://evil.example>',
        'https://evil.example/path?a=b',
        'www.evil.example',
        'user@evil.example',
        '[ref]: https://evil.example',
        '[^1]',
        '| cell |',
        '\\|',
        '\\',
        '`',
        '``',
        '```',
        '~~~',
        '*',
        '**bold**',
        '_under_',
        '# heading',
        '- item',
        '1. item',
        '> quote',
        '===',
        '---',
        '&lt;',
        '&#60;',
        '\n',
        '\r\n',
        '\u2028',
        '\u0085',
        '\u001b[31m',
        '\u001b]8;;https://evil.example\u0007',
        '\u009b2J',
        '\u202e',
        '\u2066',
        '\u200b',
        '\ufeff',
        '\u00ad',
        '\u{e0041}',
        '\ud800',
        '\0',
        'a',
        'word',
        ' ',
        '.',
        ':',
        '!',
        'example secure match=.evil.example',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** What no output may hold: whatever a terminal or an editor obeys or hides, other than the line feed. */
export const forbiddenCharacters = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Strings that the product computed or chose itself, and that decide the shape of a report. */
const kept = new Set([
  'type',
  'status',
  'outcome',
  'routing',
  'verdict',
  'failure',
  'unusable',
  'weakness',
  'answer',
  'state',
  'mode',
  'level',
  'id',
  'startedAt',
  'finishedAt',
  'notBefore',
  'notAfter',
  'error',
  'sha256',
  'spkiSha256',
]);

/** The same result with every other string replaced, as if all of them had come from an attacker. */
export function replaceTexts(result: ProbedNextHop, replace: (text: string) => string): ProbedNextHop {
  return replaceIn(result, replace) as ProbedNextHop;
}

function replaceIn(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item: unknown) => replaceIn(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]: [string, unknown]) => [
    name,
    kept.has(name) && typeof item === 'string' ? item : replaceIn(item, replace),
  ]);
  return Object.fromEntries(entries) as unknown;
}
