import { expect, it } from 'vitest';
import { parsePolicy } from '../policy/parse';
import { findOverrides } from './overrides';

const parse = (lines: readonly string[]) =>
  parsePolicy(lines.map((line) => `${line}\n`).join(''), { tableType: 'hash' });

it.each<[own: readonly string[], list: readonly string[], overridden: readonly string[], passedBy: readonly string[]]>([
  [['a.example may'], ['A.example secure'], ['A.example'], []],
  // The longer key of the list comes before the shorter one of the site.
  [['.example.org secure match=.relay.example'], ['mail.example.org dane'], [], ['mail.example.org']],
  [['.example.org may'], ['.sub.example.org secure'], [], ['.sub.example.org']],
  [['.example.org may'], ['example.org secure'], [], []],
  [['.example.org secure'], ['mail.example.org secure'], [], []],
  [['.example.org may', 'mail.example.org may'], ['mail.example.org dane'], ['mail.example.org'], []],
  [['.example.org may'], ['[mail.example.org] secure', 'example.org:25 secure'], [], []],
  [['mail.example.org may'], ['.example.org secure'], [], []],
])('%j before %j', (own, list, overridden, passedBy) => {
  const found = findOverrides(parse(own), parse(list));
  expect(found.overridden.map(({ shared }) => shared.key.text)).toEqual(overridden);
  expect(found.passedBy.map(({ shared }) => shared.key.text)).toEqual(passedBy);
});
