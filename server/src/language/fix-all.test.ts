import { describe, expect, it } from 'vitest';
import type { Finding, Fix } from './finding';
import { fixAll, fixAllEdits } from './fix-all';

const edit = (start: number, end: number, newText = '') => ({ span: { start, end }, newText });
const fix = (safe: boolean, ...edits: Fix['edits']): Fix => ({ title: 'Mend it', safe, edits });
const finding = (...fixes: Fix[]): Finding => ({
  rule: 'some-rule',
  severity: 'warning',
  message: 'wrong',
  span: { start: 0, end: 1 },
  fixes,
});

describe('fix all', () => {
  it.each<[string, Finding[], Fix['edits']]>([
    ['nothing', [], []],
    ['a finding without fixes', [{ ...finding(), fixes: [] }], []],
    ['an unsafe fix', [finding(fix(false, edit(0, 1)))], []],
    ['two safe fixes to choose from', [finding(fix(true, edit(0, 1)), fix(true, edit(0, 2)))], []],
    ['a safe fix beside an unsafe one', [finding(fix(false, edit(0, 9)), fix(true, edit(0, 1)))], [edit(0, 1)]],
    [
      'fixes in the order of the text',
      [finding(fix(true, edit(5, 6))), finding(fix(true, edit(0, 1)))],
      [edit(0, 1), edit(5, 6)],
    ],
    ['overlapping fixes', [finding(fix(true, edit(0, 4))), finding(fix(true, edit(3, 6)))], [edit(0, 4)]],
    [
      'insertions at one place',
      [finding(fix(true, edit(3, 3, 'a'))), finding(fix(true, edit(3, 3, 'b')))],
      [edit(3, 3, 'a')],
    ],
    [
      'a fix as a whole or not at all',
      [finding(fix(true, edit(0, 2))), finding(fix(true, edit(1, 2), edit(8, 9)))],
      [edit(0, 2)],
    ],
  ])('takes of %s what is safe and certain', (_, findings, edits) => {
    expect(fixAllEdits(findings)).toEqual(edits);
  });

  it('goes on until nothing is left that has a safe fix', () => {
    // Each a hides the next one: it is found only at the beginning.
    const check = (text: string) => (text.startsWith('a') ? [finding(fix(true, edit(0, 1)))] : []);
    const { changes, mended, settled } = fixAll('aaab', check);
    expect({ text: changes.text, mended: mended.length, settled }).toEqual({ text: 'b', mended: 3, settled: true });
  });

  it('comes to an end where fixes undo each other', () => {
    const check = (text: string) => [finding(fix(true, edit(0, 1, text === 'a' ? 'b' : 'a')))];
    expect(fixAll('a', check).settled).toBe(false);
  });

  it('takes as many fixes as there are lines in no time to speak of', () => {
    const places = Array.from({ length: 100_000 }, (_, index) => 3 * index);
    const findings = places.map((place) => finding(fix(true, edit(place, place + 1))));
    const started = performance.now();
    expect(fixAllEdits(findings).map(({ span }) => span.start)).toEqual(places);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
