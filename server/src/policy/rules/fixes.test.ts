import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../text/span';
import { policyLanguage } from '../language';

/** The texts after each fix of a rule, in the order in which they are offered. */
function fixed(rule: string, text: string, tableType: string | null = 'hash'): readonly string[] {
  const findings = policyLanguage.check(policyLanguage.parse(text, { tableType }));
  return findings
    .filter((finding) => finding.rule === rule)
    .flatMap(({ fixes = [] }) => fixes.map(({ edits }) => applyEdits(text, edits)));
}

describe('the fixes of rules', () => {
  it.each([
    ['a.example secure match = nexthop ciphers=high\n', 'a.example secure match=nexthop ciphers=high\n'],
    ['a.example secure match\n  =\n# why\n  nexthop\n', 'a.example secure match=nexthop\n# why\n'],
    ['a.example secure match = # why\n  nexthop\n', 'a.example secure match=nexthop # why\n'],
    ['a.example\r\n  secure match=\r\n  # why\r\n\tnexthop', 'a.example\r\n  secure match=nexthop\r\n  # why'],
    [
      'a.example secure match =\n  # why\n  nexthop ciphers=high\n',
      'a.example secure match=nexthop\n  # why\n  ciphers=high\n',
    ],
  ])('join the words of %j, and keep comments between its lines', (text, after) => {
    expect(fixed('malformed-attribute', text)).toEqual([after]);
  });

  it('are not safe where a pattern comes to life that was left out for the $ in its comment', () => {
    const safe = (comment: string): readonly boolean[] =>
      policyLanguage
        .check(policyLanguage.parse(`/^a$/ secure # ${comment}\n`, { tableType: 'regexp' }))
        .filter(({ rule }) => rule === 'trailing-comment')
        .flatMap(({ fixes = [] }) => fixes.map((fix) => fix.safe));
    expect([safe('for $1'), safe('for us')]).toEqual([[false], [true]]);
  });

  const deadKeys = [
    ['quoted-key', '"a.example"', 'a.example'],
    ['key-ends-in-colon', 'A.Example:', 'A.Example'],
    ['key-with-transport', 'smtp:[a.example]:25', '[a.example]:25'],
    ['mail-address-key', 'u@a.example', 'a.example'],
    ['trailing-dot-key', 'a.example.', 'a.example'],
    ['unbracketed-ipv6-key', '2001:db8::1', '[2001:db8::1]'],
    ['dead-wildcard-key', '*.a.example', '.a.example'],
  ] as const;

  it.each(deadKeys)('revive by %s %s as %s', (rule, dead, sound) => {
    expect(fixed(rule, `${dead} dane\n`)).toEqual([`${sound} dane\n`]);
  });

  it.each(deadKeys)('do not make %s %s a second entry for %s', (rule, dead, sound) => {
    expect(fixed(rule, `${dead} dane\n${sound.toLowerCase()} encrypt\n`)).toEqual([]);
    expect(fixed(rule, `${sound.toUpperCase()} encrypt\n${dead} dane\n`)).toEqual([]);
  });
});
