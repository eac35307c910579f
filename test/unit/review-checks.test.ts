import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ReviewCheck, reviewChecks, reviewChecksPath, reviewChecksText } from '../../docs/review-checks';
import { allRules } from '../../server/src/languages/languages';
import { reviewCases, serverCases } from '../oracle/review-cases';

const root = join(import.meta.dirname, '../..');
const rules = new Map(allRules().map((found) => [found.rule.id, found]));

/** Whether the test that a row names asks Postfix about the check. */
function isAsked({ number, rules: ids, asked = '', live }: ReviewCheck): boolean {
  const text = readFileSync(join(root, asked), 'utf8');
  // It tries every example of every rule about policy tables.
  // It holds every verdict against a delivery.
  if (asked.startsWith('test/agreement/')) return live !== undefined;
  if (asked.endsWith('/policy-rules.test.ts')) return ids.every((id) => rules.get(id)?.language.name === 'policy');
  if ([...reviewCases, ...serverCases].some(({ checks, rule }) => checks.includes(number) && ids.includes(rule)))
    return true;
  return ids.some((id) => text.includes(id));
}

describe('what a review of TLS settings looks for', () => {
  it('are ninety things', () => {
    expect(reviewChecks.map(({ number }) => number)).toEqual(Array.from({ length: 90 }, (_, index) => index + 1));
  });

  it.each(reviewChecks)('$number: $condition is found', ({ rules: ids, live }) => {
    if (live === undefined) expect(ids.length).toBeGreaterThan(0);
    expect(ids.filter((id) => !rules.has(id))).toEqual([]);
  });

  it.each(reviewChecks.filter(({ asked }) => asked !== undefined))('$number: Postfix is asked in $asked', (check) => {
    expect(existsSync(join(root, check.asked ?? ''))).toBe(true);
    expect(isAsked(check)).toBe(true);
  });

  it('says why where Postfix is not asked', () => {
    for (const { number, asked, unasked } of reviewChecks)
      expect([asked, unasked].filter(Boolean), `check ${number}`).toHaveLength(1);
  });

  it('has each case of the oracle under its number', () => {
    for (const { checks, rule } of [...reviewCases, ...serverCases]) {
      for (const number of checks) expect(reviewChecks[number - 1]?.rules, `check ${number}`).toContain(rule);
    }
  });

  it('is the page; `npm run docs` writes it anew', () => {
    expect(readFileSync(join(root, reviewChecksPath), 'utf8')).toBe(reviewChecksText());
  });
});
