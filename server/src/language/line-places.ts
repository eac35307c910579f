import { type CommentLine, type LogicalLine, splitLogicalLines, visitLogicalLines } from '../text/logical-lines';
import type { Span } from '../text/span';
import { readLintComment } from './lint-comment';

/** Where the lines of a text are, without the lines themselves: those are made again when somebody asks. */
export interface LinePlaces {
  readonly lineCount: number;
  readonly commentCount: number;
  lineAt(index: number): LogicalLine;
  commentAt(index: number): CommentLine;
  /** The comments that are meant for this program. */
  readonly lintComments: readonly CommentLine[];
  /** The index of the first line that ends at an offset or behind it; `lineCount` without any. */
  firstEndingAt(offset: number): number;
}

/** Reads a text once; `seen` is told of each line and its index. */
export function findPlaces(text: string, seen: (line: LogicalLine, index: number) => void): LinePlaces {
  const lines = new Places();
  const comments = new Places();
  const lintComments: CommentLine[] = [];
  visitLogicalLines(text, {
    line(line) {
      seen(line, lines.count);
      lines.add(line.span);
    },
    comment(comment) {
      comments.add(comment.span);
      if (readLintComment(comment) !== null) lintComments.push(comment);
    },
  });
  const partAt = (places: Places, index: number) => {
    const { start, end } = places.at(index);
    const { lines: found, comments: notes } = splitLogicalLines(text.slice(start, end));
    return { start, line: found[0], comment: notes[0] };
  };
  return {
    lineCount: lines.count,
    commentCount: comments.count,
    lintComments,
    lineAt(index) {
      const { start, line } = partAt(lines, index);
      if (line === undefined) throw new RangeError(`there is no line ${index}`);
      return moved(line, start);
    },
    commentAt(index) {
      const { start, comment } = partAt(comments, index);
      if (comment === undefined) throw new RangeError(`there is no comment ${index}`);
      return { text: comment.text, span: shifted(comment.span, start) };
    },
    firstEndingAt: (offset) => lines.firstEndingAt(offset),
  };
}

/** The first lines of a text. */
export function firstLinesOf(text: string, count: number): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  visitLogicalLines(text, {
    line: (line) => lines.push(line),
    comment: () => undefined,
    isDone: () => lines.length >= count,
  });
  return lines.slice(0, count);
}

function moved({ text, span, pieces, indented }: LogicalLine, by: number): LogicalLine {
  if (pieces.length > 1)
    return { text, indented, span: shifted(span, by), pieces: pieces.map((each) => shifted(each, by)) };
  const only = shifted(span, by);
  return { text, indented, span: only, pieces: [only] };
}

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** Stretches of a text as bare numbers, in their order. */
class Places {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  get count(): number {
    return this.#starts.length;
  }

  add({ start, end }: Span): void {
    this.#starts.push(start);
    this.#ends.push(end);
  }

  at(index: number): Span {
    return { start: this.#starts[index] ?? 0, end: this.#ends[index] ?? 0 };
  }

  firstEndingAt(offset: number): number {
    let low = 0;
    let high = this.#ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
