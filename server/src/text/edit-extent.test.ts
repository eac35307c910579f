import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type EditExtent, editOfExtent, extendExtent } from './edit-extent';
import { applyEdits } from './span';

it('one edit does what all of a series do', () => {
  const edit = fc.record({ at: fc.nat(30), length: fc.nat(8), newText: fc.string({ maxLength: 6 }) });
  fc.assert(
    fc.property(fc.string({ maxLength: 25 }), fc.array(edit, { minLength: 1, maxLength: 8 }), (before, edits) => {
      let after = before;
      let extent: EditExtent | null = null;
      for (const { at, length, newText } of edits) {
        const start = Math.min(at, after.length);
        const one = { span: { start, end: Math.min(start + length, after.length) }, newText };
        after = applyEdits(after, [one]);
        extent = extendExtent(extent, one);
      }
      expect(extent).not.toBeNull();
      if (extent) expect(applyEdits(before, [editOfExtent(extent, after)])).toBe(after);
    }),
    { numRuns: 1_000 },
  );
});
