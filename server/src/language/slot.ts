import type { CommentLine, LogicalLine } from '../text/logical-lines';
import { MovedLine, moveComment } from '../text/moved-lines';
import { readLintComment } from './lint-comment';

/** A logical line at its present place in a text that is edited. */
export interface Slot {
  /** As it was read; its spans count from where it stood then. */
  readonly line: LogicalLine;
  /** The name of the node that the line holds; null for a line that is no node of its language, such as `endif`. */
  readonly name: string | null;
  /** Where the line begins now. */
  start: number;
  /** The names of other nodes that its findings rest on, or did; null for none. Mostly the same few: no set is smaller. */
  asked: string[] | null;
  /** No longer in the text. */
  isGone: boolean;
  /** Not yet looked at by any rule. */
  isPending: boolean;
}

/** A comment line at its present place. */
export interface CommentSlot {
  /** As it was read; its span counts from where it stood then. */
  readonly comment: CommentLine;
  readonly isLint: boolean;
  start: number;
}

/** `by`: how far the line lies behind the place that its spans tell. */
export function makeSlot(line: LogicalLine, name: string | null, by: number): Slot {
  return { line, name, start: line.span.start + by, asked: null, isGone: false, isPending: true };
}

export function makeCommentSlot(comment: CommentLine, by: number): CommentSlot {
  return { comment, isLint: readLintComment(comment) !== null, start: comment.span.start + by };
}

/** The line with the spans of its present place. */
export function lineAt({ line, start }: Slot): LogicalLine {
  return start === line.span.start ? line : new MovedLine(line, start - line.span.start);
}

export function commentAt({ comment, start }: CommentSlot): CommentLine {
  return start === comment.span.start ? comment : moveComment(comment, start - comment.span.start);
}

/** How many of the slots, which are in the order of the text, begin before an offset. */
export function countBefore(slots: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle]?.start ?? Number.POSITIVE_INFINITY) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
