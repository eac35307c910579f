/** A place in a text as editors count it: both zero-based, `character` in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets and positions of one text; lines end in LF, CRLF or CR as the language server protocol has it. */
export interface LineIndex {
  readonly lineCount: number;
  /** The position of an offset; one beyond the text counts as its end, one inside a line break as the end of its line. */
  positionAt(offset: number): Position;
  /** The offset of a position; a character beyond the line counts as the line's end. */
  offsetAt(position: Position): number;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export function createLineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
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

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    // So it is nearly always, and then the next break is found without looking at each character.
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let position = 0; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === carriageReturn && text.charCodeAt(position + 1) === lineFeed) continue;
    if (code === lineFeed || code === carriageReturn) starts.push(position + 1);
  }
  return starts;
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
