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
});
