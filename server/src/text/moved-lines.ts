import type { CommentLine, LogicalLine } from './logical-lines';
import { moveSpan } from './move';
import type { Span } from './span';

/** A logical line at another place of the text. Its spans are made when somebody asks, since most are never asked for. */
export class MovedLine implements LogicalLine {
  readonly text: string;
  readonly indented: boolean;
  readonly #line: LogicalLine;
  readonly #by: number;
  #pieces: readonly Span[] | undefined;

  constructor(line: LogicalLine, by: number) {
    this.text = line.text;
    this.indented = line.indented;
    this.#line = line;
    this.#by = by;
  }

  get span(): Span {
    return moveSpan(this.#line.span, this.#by);
  }

  get pieces(): readonly Span[] {
    this.#pieces ??= this.#line.pieces.map((piece) => moveSpan(piece, this.#by));
    return this.#pieces;
  }
}

export function moveComment({ span, text }: CommentLine, by: number): CommentLine {
  return { span: moveSpan(span, by), text };
}
