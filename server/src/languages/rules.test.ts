import { describe, expect, test } from 'vitest';
import type { Finding } from '../language/finding';
import type { RuleExample } from '../language/rule';
import { applyEdits } from '../text/span';
import { allRules, type FoundRule } from './languages';

const severities = ['error', 'warning', 'information', 'hint'];

/** What a rule finds in a text; one that is off by default is switched on as a person would. */
function findings({ rule, language }: FoundRule, { text, tableType }: RuleExample): readonly Finding[] {
  const options = { severities: rule.offByDefault === true ? { [rule.id]: rule.severity } : {} };
  const document = language.parse(text, { tableType: tableType ?? null });
  return language.check(document, options).filter((finding) => finding.rule === rule.id);
}

const fixesOf = (found: readonly Finding[]) => found.flatMap(({ fixes = [] }) => fixes);

describe.each(allRules().map((found) => [found.rule.id, found] as const))('%s', (id, found) => {
  const { rule } = found;

  test('is described', () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(severities).toContain(rule.severity);
    expect(rule.since).toMatch(/^\d+\.\d+\.\d+$/);
    expect(rule.title).not.toMatch(/\.$/);
    expect(rule.docs.length).toBeGreaterThan(80);
    expect(rule.bad.length).toBeGreaterThan(0);
    expect(rule.good.length).toBeGreaterThan(0);
  });

  test.each(rule.bad)('finds $text', (example) => {
    expect(findings(found, example)).not.toEqual([]);
  });

  test.each(rule.good)('is silent on $text', (example) => {
    expect(findings(found, example)).toEqual([]);
  });

  test.each(rule.bad)('places and mends its finding in $text', (example) => {
    const { text } = example;
    const before = findings(found, example);
    for (const { span, message, fixes = [] } of before) {
      expect(span.end).toBeGreaterThan(span.start);
      expect(text.slice(span.start, span.end)).not.toMatch(/\n$/);
      expect(message).not.toContain('\n');
      for (const { edits, safe } of fixes) {
        if (rule.fix === 'none' || (safe && rule.fix === 'unsafe')) throw new Error('better fix than announced');
        const left = findings(found, { ...example, text: applyEdits(text, edits) });
        expect(left.length).toBeLessThan(before.length);
      }
    }
  });

  test('offers the kind of fix that it announces', () => {
    if (rule.fix === 'none') return;
    const fixes = fixesOf(rule.bad.flatMap((example) => findings(found, example)));
    expect(fixes.some(({ safe }) => safe === (rule.fix === 'safe'))).toBe(true);
  });
});
