/** A half-open range of UTF-16 offsets into one text: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One replacement in a text. Edits of one list never overlap and all refer to the text before the first of them. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** Applies non-overlapping edits, given in any order, to the text they refer to. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const pieces: string[] = [];
  let position = 0;
  for (const { span, newText } of ordered) {
    if (span.start < position) throw new RangeError(`edits overlap at offset ${span.start}`);
    pieces.push(text.slice(position, span.start), newText);
    position = span.end;
  }
  pieces.push(text.slice(position));
  return pieces.join('');
}
