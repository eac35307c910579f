import type { CommentLine, LogicalLine } from '../text/logical-lines';
import type { Finding } from './finding';
import { readLintComment } from './lint-comment';

/** A logical line at its present place in a text that is edited, with what the rules found on it. */
export interface Slot<Node> {
  /** As it was read; its spans count from where it stood then. */
  readonly line: LogicalLine;
  /** Null for a line that is no node of its language, such as `endif`. */
  readonly node: Node | null;
  readonly name: string;
  /** Where the line begins now. */
  start: number;
  /** The node as it was asked for last, at the place of the line then. */
  moved: { readonly start: number; readonly node: Node } | null;
  /** What the rules found that look at this node alone; null: not yet checked. */
  own: Found | null;
  /** What the rules found that compare it with others; null: not yet checked. */
  relations: readonly Finding[] | null;
  /** The names of others that those rules asked for; null for none. */
  asked: Set<string> | null;
}

export interface Found {
  readonly findings: readonly Finding[];
  /** Where the line began when they were found. */
  readonly start: number;
}

/** A comment line at its present place. */
export interface CommentSlot {
  /** As it was read; its span counts from where it stood then. */
  readonly comment: CommentLine;
  readonly isLint: boolean;
  start: number;
}

/** `by`: how far the line lies behind the place that its spans tell. */
export function makeSlot<Node>(line: LogicalLine, node: Node | null, name: string, by: number): Slot<Node> {
  const start = line.span.start + by;
  return { line, node, name, start, moved: null, own: null, relations: null, asked: null };
}

export function makeCommentSlot(comment: CommentLine, by: number): CommentSlot {
  return { comment, isLint: readLintComment(comment) !== null, start: comment.span.start + by };
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
