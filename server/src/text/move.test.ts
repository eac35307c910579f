import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveSpans } from './move';

describe('moving spans', () => {
  it.each<[unknown, unknown]>([
    [
      { start: 1, end: 2 },
      { start: 4, end: 5 },
    ],
    [
      { span: { start: 1, end: 2 }, text: 'a' },
      { span: { start: 4, end: 5 }, text: 'a' },
    ],
    [
      [{ start: 0, end: 0 }, null],
      [{ start: 3, end: 3 }, null],
    ],
    [
      { start: 1, end: 2, more: 3 },
      { start: 1, end: 2, more: 3 },
    ],
    [{ start: 1 }, { start: 1 }],
    ['text', 'text'],
  ])('turns %j into %j', (data, moved) => {
    expect(moveSpans(data, 3)).toEqual(moved);
  });

  it('keeps what is shared shared', () => {
    const shared = { name: 'a', span: { start: 1, end: 2 } };
    const moved = moveSpans({ first: shared, all: [shared] }, 3);
    expect(moved.all[0]).toBe(moved.first);
  });

  it('there and back changes nothing', () => {
    const span = fc.record({ start: fc.nat(), end: fc.nat() });
    const data = fc.letrec((tie) => ({
      node: fc.oneof(
        span,
        fc.string(),
        fc.array(tie('node')),
        fc.dictionary(fc.constantFrom('a', 'b', 'start'), tie('node')),
      ),
    })).node;
    fc.assert(
      fc.property(data, fc.integer({ min: -1_000, max: 1_000 }), (original, by) => {
        expect(moveSpans(moveSpans(original, by), -by)).toEqual(original);
      }),
    );
  });
});
