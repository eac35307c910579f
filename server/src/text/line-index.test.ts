import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createLineIndex, editLineIndex } from './line-index';
import { applyEdits } from './span';

const text = fc
  .array(fc.constantFrom('a', 'é', '🙂', '\n', '\r', '\r\n', ' '), { maxLength: 12 })
  .map((parts) => parts.join(''));

describe('line index', () => {
  it.each<[string, number, [number, number]]>([
    ['', 0, [0, 0]],
    ['', 9, [0, 0]],
    ['ab\ncd', 3, [1, 0]],
    ['ab\r\ncd', 3, [0, 2]],
    ['ab\rcd', 3, [1, 0]],
    ['ab\n', 3, [1, 0]],
    ['ab', -1, [0, 0]],
    ['🙂b', 2, [0, 2]],
  ])('%j at %d', (content, offset, [line, character]) => {
    expect(createLineIndex(content).positionAt(offset)).toEqual({ line, character });
  });

  it('converts as the language server protocol library does', () => {
    fc.assert(
      fc.property(text, fc.nat(15), fc.nat(8), fc.nat(8), (content, offset, line, character) => {
        const index = createLineIndex(content);
        const other = TextDocument.create('', '', 0, content);
        expect(index.lineCount).toBe(other.lineCount);
        expect(index.positionAt(offset)).toEqual(other.positionAt(offset));
        expect(index.offsetAt({ line, character })).toBe(other.offsetAt({ line, character }));
      }),
    );
  });

  it('after edits is that of the new text', () => {
    const edit = fc.record({ at: fc.nat(14), length: fc.nat(5), newText: text });
    fc.assert(
      fc.property(text, fc.array(edit, { maxLength: 6 }), (content, edits) => {
        let current = content;
        let index = createLineIndex(content);
        for (const { at, length, newText } of edits) {
          const start = Math.min(at, current.length);
          const span = { start, end: Math.min(start + length, current.length) };
          current = applyEdits(current, [{ span, newText }]);
          index = editLineIndex(index, current, { span, newText });
          expect(index.starts).toEqual(createLineIndex(current).starts);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
