import { isSpaceCode, skipSpace } from './ascii';
import type { Span } from './span';
import type { TextSource } from './text-source';

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
  visitLogicalLines(text, { line: (line) => lines.push(line), comment: (comment) => comments.push(comment) });
  return { lines, comments };
}

/** Told of each line once, in the order in which they end. */
export interface LineVisitor {
  readonly line: (line: LogicalLine) => void;
  readonly comment: (comment: CommentLine) => void;
  /** True where the visitor has seen enough. */
  readonly isDone?: () => boolean;
}

/** The same for whoever does not keep the lines: those of a long list are most of the memory that it takes. */
export function visitLogicalLines(text: string, { line, comment, isDone }: LineVisitor): void {
  let pieces: Span[] = [];
  // Nearly no text has one, and to look for it in each line takes as long as all else of the line.
  const hasNul = text.includes('\0');

  const finish = (): void => {
    if (pieces.length > 0) line(logicalLine(text, pieces, hasNul));
    pieces = [];
  };

  for (let start = 0; start < text.length; ) {
    const lineBreak = text.indexOf('\n', start);
    const next = lineBreak < 0 ? text.length : lineBreak + 1;
    const end = contentEnd(text, start, lineBreak < 0 ? text.length : lineBreak);
    const first = skipSpace(text, start, end);
    if (first < end && text.charCodeAt(first) === hash) {
      comment({ span: { start: first, end }, text: text.slice(first, end) });
    } else if (first < end) {
      const continues = first > start && pieces.length > 0;
      if (!continues) finish();
      pieces.push({ start, end });
    }
    start = next;
    if (isDone?.() === true) return;
  }
  finish();
}

/** The span in the document of the part [from, to) of a logical line's text. */
export function spanInLine(line: LogicalLine, from: number, to: number): Span {
  // Nearly all lines are one piece, and nearly all of a check's time goes into reading lines.
  if (line.pieces.length === 1) {
    const { start, end } = line.span;
    return { start: Math.min(start + from, end), end: Math.min(start + Math.max(from, to), end) };
  }
  const start = offsetInDocument(line, from);
  return { start, end: to > from ? offsetInDocument(line, to - 1) + 1 : start };
}

/** The offset in the document of an index into a logical line's text; the index one past the end gives the line's end. */
export function offsetInDocument(line: LogicalLine, index: number): number {
  const found = pieceAt(line, index);
  return found === null ? line.span.end : found.piece.end - (found.end - index);
}

/** The reverse of `offsetInDocument`: the index into a logical line's text of an offset in one of its pieces. */
export function indexInLine({ pieces }: LogicalLine, offset: number): number {
  let before = 0;
  for (const { start, end } of pieces) {
    if (offset < end) return before + Math.max(0, offset - start);
    before += end - start;
  }
  return before;
}

/** The index in the logical line's text at which the piece that holds `index` ends. */
export function pieceEnd(line: LogicalLine, index: number): number {
  return pieceAt(line, index)?.end ?? line.text.length;
}

/** The piece that holds an index into a logical line's text, and the index at which it ends; null beyond the last. */
function pieceAt({ pieces }: LogicalLine, index: number): { readonly piece: Span; readonly end: number } | null {
  const ends = endsOf(pieces);
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  const [piece, end] = [pieces[low], ends[low]];
  return piece === undefined || end === undefined ? null : { piece, end };
}

const knownEnds = new WeakMap<readonly Span[], readonly number[]>();

/** Where each piece ends in the text of its line. Kept, for a line of a thousand pieces is asked a thousand times. */
function endsOf(pieces: readonly Span[]): readonly number[] {
  const known = knownEnds.get(pieces);
  if (known !== undefined) return known;
  let passed = 0;
  const ends = pieces.map(({ start, end }) => (passed += end - start));
  if (pieces.length > 1) knownEnds.set(pieces, ends);
  return ends;
}

function logicalLine(text: string, pieces: readonly Span[], mayHoldNul: boolean): LogicalLine {
  const start = pieces[0]?.start ?? 0;
  const end = pieces.at(-1)?.end ?? start;
  const joined =
    pieces.length === 1 ? text.slice(start, end) : pieces.map((piece) => text.slice(piece.start, piece.end)).join('');
  const nul = mayHoldNul ? joined.indexOf('\0') : -1;
  const only = pieces.length === 1 ? pieces[0] : undefined;
  return {
    span: only ?? { start, end },
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
export function lineBreakOf(text: TextSource): '\n' | '\r\n' {
  const head = text.slice(0, 4_096);
  const known = head.includes('\n') ? head : text.toString();
  const first = known.indexOf('\n');
  return first > 0 && known.charCodeAt(first - 1) === carriageReturn ? '\r\n' : '\n';
}

/** The physical line around an offset, with its line break. */
export function physicalLine(text: string, offset: number): Span {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const lineBreak = text.indexOf('\n', offset);
  return { start, end: lineBreak < 0 ? text.length : lineBreak + 1 };
}
