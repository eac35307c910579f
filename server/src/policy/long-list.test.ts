import { expect, it } from 'vitest';
import { checkLines } from '../language/check-lines';
import { defaultCheckOptions, defaultParseOptions } from '../language/language';
import { policyLines } from './line-language';

/** The rules that were run on nearly every entry of a list, of those that look at one entry alone. */
function runOnEach(text: string, entries: number): readonly string[] {
  const runs = new Map<string, number>();
  const rules = policyLines.rules.map((rule) => {
    if (rule.scope !== 'node') return rule;
    const check: typeof rule.check = (...given) => {
      runs.set(rule.id, (runs.get(rule.id) ?? 0) + 1);
      rule.check(...given);
    };
    return { ...rule, check };
  });
  expect(checkLines({ ...policyLines, rules }, text, defaultParseOptions, defaultCheckOptions)).toEqual([]);
  return [...runs].flatMap(([id, count]) => (count > entries / 2 ? [id] : [])).sort();
}

const entries = 200;
const list = (value: (index: number) => string): string =>
  Array.from({ length: entries }, (_, index) => `institute-${index}.example ${value(index)}\n`).join('');

// Rules that look at each entry are most of what a long list takes.
it.each([
  ['say the same', () => 'secure match=.mx.example', ['invalid-utf8', 'nul-character']],
  [
    'name other servers each',
    (index: number) => `secure match=mx${index}.example.net`,
    [
      'broad-match',
      'invalid-utf8',
      'match-hostname',
      'match-never',
      'match-separator',
      'match-wildcard',
      'match-word',
      'nul-character',
      'provider-wide-match',
    ],
  ],
])('few rules are run on each of entries that %s', (_, value, expected) => {
  expect(runOnEach(list(value), entries)).toEqual(expected);
});
