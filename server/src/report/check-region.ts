import type { LineIndex } from '../text/line-index';
import type { Span } from '../text/span';

/** A part of a text as reports count it: lines and columns from 1, columns in UTF-16 code units. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  /** The column behind the last character. */
  readonly endColumn: number;
}

export function regionOf(index: LineIndex, span: Span): Region {
  const [start, end] = [index.positionAt(span.start), index.positionAt(span.end)];
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
