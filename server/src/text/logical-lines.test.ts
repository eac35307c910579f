import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import { isSpaceCode, trimSpace } from './ascii';
import {
  indexInLine,
  lineBreakOf,
  offsetInDocument,
  physicalLine,
  pieceEnd,
  spanInLine,
  splitLogicalLines,
} from './logical-lines';

const linesOf = (text: string): readonly string[] => splitLogicalLines(text).lines.map((line) => line.text);
const commentsOf = (text: string): readonly string[] => splitLogicalLines(text).comments.map((comment) => comment.text);

describe('splitting a text into logical lines', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['an empty text', '', [], []],
    ['blank lines only', '\n \t\n\r\n', [], []],
    ['lines', 'a b\nc d\n', ['a b', 'c d'], []],
    ['no final line break', 'a b\nc d', ['a b', 'c d'], []],
    ['CRLF', 'a b\r\nc d\r\n', ['a b', 'c d'], []],
    ['a CR without LF is data', 'a\rb c\n', ['a\rb c'], []],
    ['a continuation keeps its blanks', 'a\n  b\n\tc\n', ['a  b\tc'], []],
    ['a blank line inside a continuation', 'a\n\n  b\n', ['a  b'], []],
    ['a comment inside a continuation', 'a\n# x\n  # y\n  b\n', ['a  b'], ['# x', '# y']],
    ['a comment before an unindented line', 'a\n# x\nb\n', ['a', 'b'], ['# x']],
    ['an indented comment', '  # x\na\n', ['a'], ['# x']],
    ['# inside a line is data', 'a # x\n', ['a # x'], []],
    ['an indented first line', '  a b\n  c\nd\n', ['  a b  c', 'd'], []],
    ['an indented first line after a comment', '# x\n  a\n', ['  a'], ['# x']],
    ['NUL ends what Postfix sees', 'a\0b c\nd e\n', ['a', 'd e'], []],
    ['NUL ends what continues too', 'a\0b\n  c\nd\n', ['a', 'd'], []],
    ['a no-break space is data', '\u00a0a\n\u00a0b\n', ['\u00a0a', '\u00a0b'], []],
    ['a byte order mark is data', '\ufeffa b\n', ['\ufeffa b'], []],
    ['a byte order mark before a comment makes it a line', '\ufeff# x\n', ['\ufeff# x'], []],
    ['vertical tab and form feed are blanks', '\v\f\na\n\vb\n', ['a\vb'], []],
  ])('%s', (_, text, lines, comments) => {
    expect(linesOf(text)).toEqual(lines);
    expect(commentsOf(text)).toEqual(comments);
  });

  it('marks a first line that begins with whitespace', () => {
    expect(splitLogicalLines(' a\nb\n c\n').lines.map(({ indented }) => indented)).toEqual([true, false]);
  });

  it('takes every character once: as a part of one line, of one comment, or as a blank', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { lines, comments } = splitLogicalLines(text);
        const spans = [...lines.flatMap(({ pieces }) => pieces), ...comments.map(({ span }) => span)];
        const ordered = spans.sort((a, b) => a.start - b.start);
        let position = 0;
        for (const { start, end } of [...ordered, { start: text.length, end: text.length }]) {
          expect(start).toBeGreaterThanOrEqual(position);
          expect(trimSpace(text.slice(position, start))).toBe('');
          position = end;
        }
        for (const line of lines) {
          const whole = line.pieces.map(({ start, end }) => text.slice(start, end)).join('');
          expect(line.text).toBe(whole.split('\0')[0]);
          expect(line.span).toEqual({ start: line.pieces[0]?.start, end: line.pieces.at(-1)?.end });
          expect(line.text).not.toContain('\n');
        }
      }),
    );
  });

  it('reads CRLF as LF', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const unix = text.replaceAll('\r', '');
        expect(linesOf(unix.replaceAll('\n', '\r\n'))).toEqual(linesOf(unix));
      }),
    );
  });

  it('never loses the lines behind a broken one', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(linesOf(`${text}\nlast line\n`).at(-1)).toBe('last line');
      }),
    );
  });
});

describe('places in a logical line', () => {
  it('maps each index to the character that it stands for', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const line of splitLogicalLines(text).lines) {
          for (let index = 0; index < line.text.length; index++) {
            expect(text[offsetInDocument(line, index)]).toBe(line.text[index]);
            expect(indexInLine(line, offsetInDocument(line, index))).toBe(index);
          }
          const { start, end } = spanInLine(line, 0, line.text.length);
          expect(start).toBeGreaterThanOrEqual(line.span.start);
          expect(end).toBeLessThanOrEqual(line.span.end);
        }
      }),
    );
  });

  it.each<[number, number, string]>([
    [0, 1, 'a'],
    [3, 4, 'b'],
    [0, 4, 'a\n# x\n  b'],
    [1, 1, ''],
  ])('spans [%i, %i) of a continued line', (from, to, expected) => {
    const text = 'a\n# x\n  b\n';
    const [line] = splitLogicalLines(text).lines;
    if (line === undefined) throw new Error('no line');
    const { start, end } = spanInLine(line, from, to);
    expect(text.slice(start, end)).toBe(expected);
  });

  it('knows where the piece around an index ends', () => {
    const [line] = splitLogicalLines('ab\n cd\n').lines;
    if (line === undefined) throw new Error('no line');
    expect([0, 1, 2, 4, 5].map((index) => pieceEnd(line, index))).toEqual([2, 2, 5, 5, 5]);
  });
});

describe('physical lines', () => {
  it.each<[string, number, string]>([
    ['a\nb\n', 0, 'a\n'],
    ['a\nb\n', 1, 'a\n'],
    ['a\nb\n', 2, 'b\n'],
    ['a\nb', 3, 'b'],
    ['a\r\nb', 0, 'a\r\n'],
  ])('of %j around %i', (text, offset, expected) => {
    const { start, end } = physicalLine(text, offset);
    expect(text.slice(start, end)).toBe(expected);
  });

  it.each<[string, string]>([
    ['', '\n'],
    ['a\nb\r\n', '\n'],
    ['a\r\nb\n', '\r\n'],
    ['\na', '\n'],
  ])('line break of %j', (text, expected) => {
    expect(lineBreakOf(text)).toBe(expected);
  });
});

describe('whitespace', () => {
  it('is that of isspace(3) in the C locale', () => {
    const spaces = Array.from({ length: 0x110 }, (_, code) => code).filter(isSpaceCode);
    expect(String.fromCharCode(...spaces)).toBe('\t\n\v\f\r ');
  });
});
