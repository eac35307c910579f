import type { CommentLine, LogicalLine } from '../text/logical-lines';
import { MovedLine, moveComment } from '../text/moved-lines';
import type { DocumentParts } from './line-language';
import type { CommentSlot, Slot } from './slot';

interface Source<Node> {
  readonly text: string;
  /** False as soon as the lines are those of a later text. */
  readonly isCurrent: () => boolean;
  readonly slots: () => readonly Slot<Node>[];
  readonly comments: () => readonly CommentSlot[];
  readonly nodeAt: (slot: Slot<Node>) => Node | null;
  /** Reads the text as a whole, for whoever asks too late. */
  readonly readAnew: () => DocumentParts<Node>;
}

/** The parts of the present text, each made out of its lines when it is asked for first. */
export function currentParts<Node>(source: Source<Node>): DocumentParts<Node> {
  const { text, isCurrent, slots, comments, nodeAt } = source;
  let anew: DocumentParts<Node> | undefined;
  const readAnew = (): DocumentParts<Node> => (anew ??= source.readAnew());
  const made: { lines?: readonly LogicalLine[]; comments?: readonly CommentLine[]; nodes?: readonly Node[] } = {};
  return {
    text,
    get lines() {
      return (made.lines ??= isCurrent() ? slots().map(lineAt) : readAnew().lines);
    },
    get comments() {
      return (made.comments ??= isCurrent() ? comments().map(commentAt) : readAnew().comments);
    },
    get nodes() {
      return (made.nodes ??= isCurrent() ? slots().flatMap((slot) => nodeAt(slot) ?? []) : readAnew().nodes);
    },
  };
}

export function lineAt({ line, start }: Slot<unknown>): LogicalLine {
  return start === line.span.start ? line : new MovedLine(line, start - line.span.start);
}

export function commentAt({ comment, start }: CommentSlot): CommentLine {
  return start === comment.span.start ? comment : moveComment(comment, start - comment.span.start);
}
