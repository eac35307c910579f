import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { change, editsOf, unchanged } from './changes';
import { applyEdits, type TextEdit } from './span';

const edit = (start: number, end: number, newText = ''): TextEdit => ({ span: { start, end }, newText });

/** Rounds of edits that do not overlap, as fractions of whatever text they meet. */
const rounds = fc.array(
  fc.array(
    fc.record({
      at: fc.nat(1_000),
      length: fc.nat(4),
      newText: fc.string({ maxLength: 3, unit: fc.constantFrom('x', '\n') }),
    }),
    { maxLength: 4 },
  ),
  { maxLength: 4 },
);

function editsFor(
  text: string,
  round: readonly { at: number; length: number; newText: string }[],
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (const { at, length, newText } of [...round].sort((a, b) => a.at - b.at)) {
    const from = Math.max(edits.at(-1)?.span.end ?? 0, Math.floor((at / 1_000) * text.length));
    // Two insertions at one place have no certain order.
    if (edits.at(-1)?.span.end === from && edits.length > 0) continue;
    edits.push(edit(from, Math.min(text.length, from + length), newText));
  }
  return edits;
}

describe('changes in several rounds', () => {
  it.each<[string, string, (readonly TextEdit[])[], readonly TextEdit[]]>([
    ['none', 'abc', [], []],
    ['none of nothing', '', [], []],
    ['into nothing', '', [[edit(0, 0, 'a')]], [edit(0, 0, 'a')]],
    ['all gone', 'abc', [[edit(0, 3)]], [edit(0, 3)]],
    ['two places', 'abc', [[edit(0, 1, 'x'), edit(2, 3, 'y')]], [edit(0, 1, 'x'), edit(2, 3, 'y')]],
    ['one round after the other', 'abc', [[edit(0, 1, 'xx')], [edit(3, 4, 'y')]], [edit(0, 1, 'xx'), edit(2, 3, 'y')]],
    ['what was put in is changed again', 'abc', [[edit(1, 1, '123')], [edit(2, 3, '-')]], [edit(1, 1, '1-3')]],
    ['what was put in is taken out again', 'abc', [[edit(1, 1, '123')], [edit(1, 4)]], []],
    ['across old and new', 'abc', [[edit(1, 2, '12')], [edit(0, 2, 'x')]], [edit(0, 2, 'x2')]],
    ['as it was', 'abc', [[edit(1, 2, 'b')]], []],
  ])('%s', (_, text, all, expected) => {
    const changes = all.reduce(change, unchanged(text));
    expect(editsOf(changes, text)).toEqual(expected);
    expect(applyEdits(text, expected)).toBe(changes.text);
  });

  it('refuses edits that overlap or lie beyond the text', () => {
    expect(() => change(unchanged('abc'), [edit(0, 2), edit(1, 3)])).toThrow(RangeError);
    expect(() => change(unchanged('abc'), [edit(2, 4)])).toThrow(RangeError);
  });

  it('are the same as one round of edits of the first text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 20 }), rounds, (text, all) => {
        let changes = unchanged(text);
        let expected = text;
        for (const round of all) {
          const edits = editsFor(expected, round);
          changes = change(changes, edits);
          expected = applyEdits(expected, edits);
        }
        expect(changes.text).toBe(expected);
        expect(applyEdits(text, editsOf(changes, text))).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });
});
