import { type LogicalLine, lineBreakOf } from '../text/logical-lines';
import type { Span, TextEdit } from '../text/span';
import type { ParsedDocument } from './rule';
import type { FormatOptions } from './structure';

/** A place between two words of a line that has one right form. */
export interface Gap {
  /** The blanks that stand there now, maybe none. */
  readonly span: Span;
  /** Where the line begins; what lies between there and the gap makes the column. */
  readonly lineStart: number;
}

/**
 * Takes away blanks at the end of lines and of the file, and adds a final line break. Comments stay to the byte, and so do
 * the blanks before a continuation, which are part of the value (postmap(1)).
 *
 * @param isKept whether a logical line stays as it is.
 */
export function tidyBlanks(document: ParsedDocument, isKept: (line: LogicalLine) => boolean): readonly TextEdit[] {
  const { text, lines, comments } = document;
  const end = Math.max(lines.at(-1)?.span.end ?? 0, comments.at(-1)?.span.end ?? 0);
  const edits: TextEdit[] = [...blankLines(text, end)];
  for (const line of lines) {
    if (isKept(line) || hasNul(line)) continue;
    const start = blanksBefore(text, line.span.end);
    if (start < line.span.end) edits.push({ span: { start, end: line.span.end }, newText: '' });
  }
  const rest = text.slice(end);
  const newText = end === 0 ? '' : (/^\r?\n/.exec(rest)?.[0] ?? lineBreakOf(text));
  if (rest !== newText) edits.push({ span: { start: end, end: text.length }, newText });
  return edits;
}

/** Postfix reads a line up to its first NUL; what a person meant by the rest is not known. */
export function hasNul({ text, pieces }: LogicalLine): boolean {
  return text.length < pieces.reduce((length, { start, end }) => length + end - start, 0);
}

/** The blanks of a logical line's text between two indices; null where other white space or a line break stands there. */
export function gapOf(line: LogicalLine, from: number, to: number): Gap | null {
  const [first] = line.pieces;
  if (first === undefined || first.start + to >= first.end) return null;
  if (!/^[ \t]*$/.test(line.text.slice(from, to))) return null;
  return { span: { start: first.start + from, end: first.start + to }, lineStart: first.start };
}

/** A longer key makes no column: it would push the values of all others out of sight. */
const widestKey = 60;

/**
 * Writes one blank in each gap, or so many that what follows begins in one column in each block of lines, which a blank
 * line ends. Gaps in the order of the text.
 */
export function setColumns(text: string, gaps: readonly Gap[], { align }: FormatOptions): readonly TextEdit[] {
  if (!align) return gaps.flatMap((gap) => fill(text, gap, 1));
  return blocksOf(text, gaps).flatMap((block) => {
    const widths = block.map((gap) => widthOf(text, gap));
    const column = widths.reduce((widest, width) => (width > widestKey ? widest : Math.max(widest, width)), 0) + 1;
    return block.flatMap((gap, index) => fill(text, gap, Math.max(1, column - (widths[index] ?? 0))));
  });
}

/** The edit that makes a gap so many blanks wide; none where it is. */
export function fill(text: string, { span }: Gap, blanks: number): readonly TextEdit[] {
  const newText = ' '.repeat(blanks);
  return text.slice(span.start, span.end) === newText ? [] : [{ span, newText }];
}

export function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function blocksOf(text: string, gaps: readonly Gap[]): readonly (readonly Gap[])[] {
  const blocks: Gap[][] = [];
  let last: Gap | null = null;
  for (const gap of gaps) {
    const block = blocks.at(-1);
    const isApart = last !== null && /\n[^\S\n]*\n/.test(text.slice(last.span.end, gap.lineStart));
    if (block === undefined || isApart) blocks.push([gap]);
    else block.push(gap);
    last = gap;
  }
  return blocks;
}

/** In characters, as editors show them. */
function widthOf(text: string, { lineStart, span }: Gap): number {
  const before = text.slice(lineStart, Math.min(span.start, lineStart + 2 * widestKey + 2));
  // The second half of a surrogate pair adds no character.
  return before.replace(/[\udc00-\udfff]/g, '').length;
}

/** The edits that empty the lines before an offset which hold nothing but blanks. */
function blankLines(text: string, end: number): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (let start = 0; start < end; ) {
    const lineBreak = text.indexOf('\n', start);
    if (lineBreak < 0) break;
    let blanks = start;
    while (isBlank(text.charCodeAt(blanks))) blanks++;
    const isEmpty = blanks === lineBreak || (blanks === lineBreak - 1 && text[blanks] === '\r');
    if (isEmpty && blanks > start) edits.push({ span: { start, end: blanks }, newText: '' });
    start = lineBreak + 1;
  }
  return edits;
}

/** Where the blanks begin that end at an offset. */
function blanksBefore(text: string, end: number): number {
  let start = end;
  while (start > 0 && isBlank(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Other white space, such as a form feed or a lone CR, is rare enough to be left to a person. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
