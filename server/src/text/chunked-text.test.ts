import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { chunkedText } from './chunked-text';
import { applyEdits } from './span';

/** Far more than one chunk, so that edits cross their bounds. */
const long = (part: string): string => part.repeat(Math.ceil(150_000 / part.length));
const start = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    '\n',
    '\r\n',
    'a\rb\r',
    long('institute.example secure\n'),
    long('a\r\n'),
    long('ab\r'),
    long('é🙂\n\n'),
  ),
  fc.string(),
);
const piece = fc.constantFrom('', 'a', '\n', '\r', '\r\n', '🙂', '\ud800', long('x\n'), long('y'));
const place = fc.double({ min: 0, max: 1, noNaN: true });
const edit = fc.record({ at: place, length: fc.oneof(fc.nat(3), fc.nat(80_000)), newText: piece });

function check(chunked: ReturnType<typeof chunkedText>, text: string, places: readonly number[]): void {
  const other = TextDocument.create('', '', 0, text);
  expect(chunked.length).toBe(text.length);
  expect(chunked.toString() === text).toBe(true);
  expect(chunked.lines.lineCount).toBe(other.lineCount);
  for (const share of places) {
    const offset = Math.floor(share * (text.length + 2)) - 1;
    expect(chunked.lines.positionAt(offset)).toEqual(other.positionAt(offset));
    const position = { line: Math.floor(share * (other.lineCount + 2)) - 1, character: Math.floor(share * 977) % 9 };
    expect(chunked.lines.offsetAt(position)).toBe(other.offsetAt(position));
    const from = Math.max(0, Math.min(offset, text.length));
    const to = Math.min(text.length, from + Math.floor(share * 70_000));
    expect(chunked.slice(from, to) === text.slice(from, to)).toBe(true);
  }
}

describe('chunked text', () => {
  it('is what a string and the language server protocol library make of the same text', () => {
    fc.assert(
      fc.property(start, fc.array(place, { maxLength: 8 }), (text, places) => check(chunkedText(text), text, places)),
      { numRuns: 50 },
    );
  });

  it('is that after edits, too, and the texts before stay what they were', () => {
    fc.assert(
      fc.property(
        start,
        fc.array(edit, { maxLength: 6 }),
        fc.array(place, { maxLength: 5 }),
        (first, edits, places) => {
          let text = first;
          const versions = [{ chunked: chunkedText(first), text }];
          for (const { at, length, newText } of edits) {
            const from = Math.floor(at * text.length);
            const one = { span: { start: from, end: Math.min(from + length, text.length) }, newText };
            text = applyEdits(text, [one]);
            versions.push({ chunked: versions.at(-1)!.chunked.edit(one), text });
          }
          for (const version of versions) check(version.chunked, version.text, places);
        },
      ),
      { numRuns: 60 },
    );
  });
});
