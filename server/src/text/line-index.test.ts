import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import { createLineIndex } from './line-index';

describe('positions in a text', () => {
  it.each<[string, number, number, number]>([
    ['', 0, 0, 0],
    ['ab\nc', 0, 0, 0],
    ['ab\nc', 2, 0, 2],
    ['ab\nc', 3, 1, 0],
    ['ab\nc', 4, 1, 1],
    ['ab\n', 3, 1, 0],
    ['ab\r\nc', 4, 1, 0],
    ['ab\rc', 3, 1, 0],
    ['𝔡a', 2, 0, 2],
  ])('of %j: offset %i is line %i, character %i', (text, offset, line, character) => {
    const index = createLineIndex(text);
    expect(index.positionAt(offset)).toEqual({ line, character });
    expect(index.offsetAt({ line, character })).toBe(offset);
  });

  it.each<[string, number, number, number]>([
    ['beyond the text', 99, 1, 1],
    ['before the text', -1, 0, 0],
    ['inside a CRLF', 3, 0, 2],
  ])('an offset %s is bounded', (_, offset, line, character) => {
    expect(createLineIndex('ab\r\nc').positionAt(offset)).toEqual({ line, character });
  });

  it.each<[string, number, number, number]>([
    ['beyond the line', 0, 99, 2],
    ['beyond the last line', 9, 0, 5],
    ['before the line', 1, -3, 4],
    ['before the text', -1, 4, 0],
  ])('a position %s is bounded', (_, line, character, offset) => {
    expect(createLineIndex('ab\r\nc').offsetAt({ line, character })).toBe(offset);
  });

  it('are found again, and agree with the lines that an editor shows', () => {
    fc.assert(
      fc.property(hostileText, fc.nat({ max: 300 }), (text, at) => {
        const index = createLineIndex(text);
        const lines = text.split(/\r\n|\n|\r/);
        expect(index.lineCount).toBe(lines.length);
        const offset = Math.min(at, text.length);
        const { line, character } = index.positionAt(offset);
        expect(character).toBeLessThanOrEqual(lines[line]?.length ?? -1);
        const isInsideCrlf = text[offset - 1] === '\r' && text[offset] === '\n';
        expect(index.offsetAt({ line, character })).toBe(isInsideCrlf ? offset - 1 : offset);
      }),
    );
  });
});
