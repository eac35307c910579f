import type { Span } from '../../server/src/text/span';

export interface MarkedText {
  /** The text without the marks. */
  readonly text: string;
  /** What stood between each `«` and its `»`, in the order of the text. */
  readonly spans: readonly Span[];
}

/** Reads a text in which `«` and `»` enclose the places that a test expects. Marks can't be nested. */
export function readMarks(marked: string): MarkedText {
  const spans: Span[] = [];
  let text = '';
  let start = -1;
  for (const character of marked) {
    if (character === '«') start = text.length;
    else if (character === '»') spans.push({ start, end: text.length });
    else text += character;
  }
  return { text, spans };
}

/** The reverse: shows spans as marks, so that a failing test tells where they are. */
export function writeMarks(text: string, spans: readonly Span[]): string {
  const ordered = [...spans].sort((a, b) => a.start - b.start);
  let marked = '';
  let position = 0;
  for (const { start, end } of ordered) {
    marked += `${text.slice(position, start)}«${text.slice(start, end)}»`;
    position = end;
  }
  return marked + text.slice(position);
}
