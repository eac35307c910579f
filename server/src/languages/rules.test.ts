import { describe, expect, test } from 'vitest';
import { defaultCheckOptions } from '../language/language';
import { applyEdits } from '../text/span';
import { allRules } from './languages';

const severities = ['error', 'warning', 'information', 'hint'];

describe.each(allRules().map((found) => [found.rule.id, found] as const))('%s', (id, { rule, language }) => {
  const idsIn = ({ text, tableType }: { text: string; tableType?: string }): readonly string[] =>
    language
      .check(language.parse(text, { tableType: tableType ?? null }), defaultCheckOptions)
      .map((finding) => finding.rule);

  test('is described', () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(severities).toContain(rule.severity);
    expect(rule.since).toMatch(/^\d+\.\d+\.\d+$/);
    expect(rule.title).not.toMatch(/\.$/);
    expect(rule.docs.length).toBeGreaterThan(80);
    expect(rule.bad.length).toBeGreaterThan(0);
    expect(rule.good.length).toBeGreaterThan(0);
  });

  test.each(rule.bad)('finds $text', (example) => expect(idsIn(example)).toContain(id));
  test.each(rule.good)('is silent on $text', (example) => expect(idsIn(example)).not.toContain(id));

  test.each(rule.bad)('places and mends its finding in $text', ({ text, tableType }) => {
    const document = language.parse(text, { tableType: tableType ?? null });
    for (const finding of language.check(document).filter((found) => found.rule === id)) {
      expect(finding.span.end).toBeGreaterThan(finding.span.start);
      expect(text.slice(finding.span.start, finding.span.end)).not.toMatch(/\n$/);
      expect(finding.message).not.toContain('\n');
      for (const fix of finding.fixes ?? []) {
        if (rule.fix === 'none' || (fix.safe && rule.fix === 'unsafe')) throw new Error('better fix than announced');
        const mended = applyEdits(text, fix.edits);
        const left = language
          .check(language.parse(mended, { tableType: tableType ?? null }))
          .filter((found) => found.rule === id);
        expect(left.length).toBeLessThan(language.check(document).filter((found) => found.rule === id).length);
      }
    }
  });
});

test('each kind of fix that a rule announces is offered in one of its bad examples', () => {
  for (const { rule, language } of allRules()) {
    if (rule.fix === 'none') continue;
    const fixes = rule.bad
      .flatMap(({ text, tableType }) =>
        language
          .check(language.parse(text, { tableType: tableType ?? null }))
          .filter((finding) => finding.rule === rule.id),
      )
      .flatMap((finding) => finding.fixes ?? []);
    expect(
      fixes.some(({ safe }) => safe === (rule.fix === 'safe')),
      rule.id,
    ).toBe(true);
  }
});
