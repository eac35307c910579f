import { expect, it } from 'vitest';
import { checkLines } from '../language/check-lines';
import { defaultCheckOptions, defaultParseOptions } from '../language/language';
import { policyLines } from './line-language';

/** The rules that were run on nearly every entry of a list. */
function runOnEach(text: string, entries: number): readonly string[] {
  const runs = new Map<string, number>();
  const count = (id: string): void => void runs.set(id, (runs.get(id) ?? 0) + 1);
  const rules = policyLines.rules.map((rule): typeof rule => {
    if (rule.scope === 'node') {
      const check: typeof rule.check = (...given) => {
        count(rule.id);
        rule.check(...given);
      };
      return { ...rule, check };
    }
    if (rule.scope !== 'related') return rule;
    const check: typeof rule.check = (...given) => {
      count(rule.id);
      rule.check(...given);
    };
    return { ...rule, check };
  });
  expect(checkLines({ ...policyLines, rules }, text, defaultParseOptions, defaultCheckOptions)).toEqual([]);
  return [...runs].flatMap(([id, times]) => (times > entries / 2 ? [id] : [])).sort();
}

const entries = 200;
const list = (value: (index: number) => string): string =>
  Array.from({ length: entries }, (_, index) => `institute-${index}.example ${value(index)}\n`).join('');

const compare = ['duplicate-key', 'idn-key-without-twin', 'redundant-entry', 'weaker-than-parent'];

// Rules that look at each entry are most of what a long list takes.
it.each([
  ['say the same', () => 'secure match=.mx.example', ['invalid-utf8', 'nul-character', ...compare]],
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
      ...compare,
    ],
  ],
])('few rules are run on each of entries that %s', (_, value, expected) => {
  expect(runOnEach(list(value), entries)).toEqual([...expected].sort());
});
