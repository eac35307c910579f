import type { TextEdit } from './span';

/** A place in a text as editors count it: both zero-based, `character` in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets and positions of one text; lines end in LF, CRLF or CR as the language server protocol has it. */
export interface LineIndex {
  readonly lineCount: number;
  /** The offset at which each line begins, ascending; the first is 0. */
  readonly starts: readonly number[];
  /** The position of an offset; one beyond the text counts as its end, one inside a line break as the end of its line. */
  positionAt(offset: number): Position;
  /** The offset of a position; a character beyond the line counts as the line's end. */
  offsetAt(position: Position): number;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  pushLineStarts(starts, text, 0, text.length);
  return indexOf(text, starts);
}

/** The index of the text after an edit, out of the one before; only what the edit touches is read. */
export function editLineIndex(before: LineIndex, textAfter: string, { span, newText }: TextEdit): LineIndex {
  const { starts } = before;
  // A break right before the edit may have become part of a CRLF, or no longer be one.
  const kept = countAtOrBelow(starts, span.start - 1);
  const moved = countAtOrBelow(starts, span.end);
  const after = starts.slice(0, Math.max(1, kept));
  pushLineStarts(after, textAfter, Math.max(0, span.start - 1), span.start + newText.length);
  const shift = newText.length - (span.end - span.start);
  for (let line = moved; line < starts.length; line++) after.push((starts[line] ?? 0) + shift);
  return indexOf(textAfter, after);
}

function indexOf(text: string, starts: readonly number[]): LineIndex {
  const startOf = (line: number): number => starts[line] ?? text.length;

  /** Where the line's content ends, without its line break. */
  function contentEnd(line: number): number {
    let end = startOf(line + 1);
    if (line + 1 >= starts.length) return end;
    if (text.charCodeAt(end - 1) === lineFeed) end--;
    if (end > startOf(line) && text.charCodeAt(end - 1) === carriageReturn) end--;
    return end;
  }

  return {
    lineCount: starts.length,
    starts,
    positionAt(offset) {
      const line = countAtOrBelow(starts, Math.max(0, offset)) - 1;
      const bounded = Math.min(Math.max(0, offset), contentEnd(line));
      return { line, character: bounded - startOf(line) };
    },
    offsetAt({ line, character }) {
      if (line < 0) return 0;
      if (line >= starts.length) return text.length;
      return Math.min(startOf(line) + Math.max(0, character), contentEnd(line));
    },
  };
}

/** Adds the starts of the lines whose break before ends in [from, to). */
function pushLineStarts(starts: number[], text: string, from: number, to: number): void {
  for (let position = from; position < to; position++) {
    const code = text.charCodeAt(position);
    if (code === carriageReturn && text.charCodeAt(position + 1) === lineFeed) continue;
    if (code === lineFeed || code === carriageReturn) starts.push(position + 1);
  }
}

/** How many numbers of an ascending list are not above the limit. */
function countAtOrBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Number.POSITIVE_INFINITY) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
