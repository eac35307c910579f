import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, Severity } from '../language/finding';
import { limitFindings } from './limit-findings';

const order: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
const findingsOf = (severities: readonly Severity[]): readonly Finding[] =>
  severities.map((severity, index) => ({
    rule: 'some-rule',
    severity,
    message: 'wrong',
    span: { start: index, end: index + 1 },
  }));

describe('limiting findings', () => {
  it.each<[string, Severity[], number[], number | null]>([
    ['shows all that have room', ['hint', 'error', 'hint'], [0, 1, 2], null],
    ['keeps a place to tell of the others', ['hint', 'hint', 'hint', 'hint'], [0, 1], 2],
    ['shows the most severe', ['hint', 'warning', 'hint', 'error'], [1, 3], 0],
    ['shows the first of the least severe', ['hint', 'hint', 'hint', 'error', 'hint'], [0, 3], 1],
  ])('%s', (_, severities, shown, moreAt) => {
    const limited = limitFindings(findingsOf(severities), 3);
    expect(limited.shown.map(({ span }) => span.start)).toEqual(shown);
    expect(limited.more).toBe(severities.length - shown.length);
    expect(limited.moreAt?.start ?? null).toBe(moreAt);
  });

  it('never shows one while a more severe one is left out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...order), { maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        (all, max) => {
          const findings = findingsOf(all);
          const { shown, more } = limitFindings(findings, max);
          expect(shown.length + more).toBe(findings.length);
          expect(shown.length + (more > 0 ? 1 : 0)).toBeLessThanOrEqual(max);
          const left = findings.filter((finding) => !shown.includes(finding));
          const rank = ({ severity }: Finding) => order.indexOf(severity);
          expect(Math.max(...shown.map(rank), -1)).toBeLessThanOrEqual(Math.min(...left.map(rank), order.length));
        },
      ),
    );
  });
});
