import { isSpaceCode, skipSpace } from './ascii';
import type { Span } from './span';

/**
 * One logical line of a Postfix lookup table or main.cf: a line of text and the lines after it that begin with
 * whitespace, comments and blank lines between them left out (postmap(1), postconf(5); readllines() of Postfix).
 */
export interface LogicalLine {
  /** From the first character to the last, without the final line break. Comments inside a continued line lie in it too. */
  readonly span: Span;
  /** What Postfix sees: the pieces one after the other, without their line breaks, up to the first NUL. */
  readonly text: string;
  /** Where the pieces stand in the document, one for each physical line that has a part in this logical line. */
  readonly pieces: readonly Span[];
  /** The first piece begins with whitespace, and so Postfix drops the whole logical line with a warning. */
  readonly indented: boolean;
}

/** A physical line whose first non-blank character is `#`. */
export interface CommentLine {
  /** From the `#` to the end of the line, without the line break. */
  readonly span: Span;
  readonly text: string;
}

export interface LogicalLines {
  readonly lines: readonly LogicalLine[];
  readonly comments: readonly CommentLine[];
}

const carriageReturn = 0x0d;
const hash = 0x23;

/** Splits a text in one pass. Never fails; every line that is neither blank nor a comment is part of one logical line. */
export function splitLogicalLines(text: string): LogicalLines {
  const lines: LogicalLine[] = [];
  const comments: CommentLine[] = [];
  let pieces: Span[] = [];

  const finish = (): void => {
    if (pieces.length > 0) lines.push(logicalLine(text, pieces));
    pieces = [];
  };

  for (let start = 0; start < text.length; ) {
    const lineBreak = text.indexOf('\n', start);
    const next = lineBreak < 0 ? text.length : lineBreak + 1;
    const end = contentEnd(text, start, lineBreak < 0 ? text.length : lineBreak);
    const first = skipSpace(text, start, end);
    if (first < end && text.charCodeAt(first) === hash) {
      comments.push({ span: { start: first, end }, text: text.slice(first, end) });
    } else if (first < end) {
      const continues = first > start && pieces.length > 0;
      if (!continues) finish();
      pieces.push({ start, end });
    }
    start = next;
  }
  finish();
  return { lines, comments };
}

/** The span in the document of the part [from, to) of a logical line's text. */
export function spanInLine(line: LogicalLine, from: number, to: number): Span {
  const start = offsetInDocument(line, from);
  return { start, end: to > from ? offsetInDocument(line, to - 1) + 1 : start };
}

/** The offset in the document of an index into a logical line's text; the index one past the end gives the line's end. */
export function offsetInDocument(line: LogicalLine, index: number): number {
  let passed = 0;
  for (const piece of line.pieces) {
    const length = piece.end - piece.start;
    if (index < passed + length) return piece.start + (index - passed);
    passed += length;
  }
  return line.span.end;
}

/** The index in the logical line's text at which the piece that holds `index` ends. */
export function pieceEnd(line: LogicalLine, index: number): number {
  let passed = 0;
  for (const piece of line.pieces) {
    passed += piece.end - piece.start;
    if (index < passed) return passed;
  }
  return line.text.length;
}

function logicalLine(text: string, pieces: readonly Span[]): LogicalLine {
  const start = pieces[0]?.start ?? 0;
  const end = pieces.at(-1)?.end ?? start;
  const joined =
    pieces.length === 1 ? text.slice(start, end) : pieces.map((piece) => text.slice(piece.start, piece.end)).join('');
  const nul = joined.indexOf('\0');
  return {
    span: { start, end },
    text: nul < 0 ? joined : joined.slice(0, nul),
    pieces,
    indented: isSpaceCode(text.charCodeAt(start)),
  };
}

/** Leaves out the CR of a CRLF line break: Postfix takes it as trailing whitespace, editors as part of the break. */
function contentEnd(text: string, start: number, end: number): number {
  return end > start && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
}

/** The line break that the text uses, judged by its first one; LF where it has none. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text.charCodeAt(first - 1) === carriageReturn ? '\r\n' : '\n';
}

/** The physical line around an offset, with its line break. */
export function physicalLine(text: string, offset: number): Span {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const lineBreak = text.indexOf('\n', offset);
  return { start, end: lineBreak < 0 ? text.length : lineBreak + 1 };
}
