import { countBefore } from '../text/count-before';
import type { CommentLine } from '../text/logical-lines';
import type { Span } from '../text/span';
import { headingTitle } from './headings';
import type { ParsedDocument } from './rule';

/** Whether nothing but one line break, and blanks before the second line, lies between. */
export function isNextLine(text: string, from: number, to: number): boolean {
  for (let position = from, breaks = 0; position < to; position++) {
    if (text[position] === '\n' && ++breaks > 1) return false;
    if (!' \t\r\n'.includes(text.charAt(position))) return false;
  }
  return true;
}

/** The comments on the lines right above a place, headings and what stands above those left out. In their order. */
export function commentsAbove({ text, comments }: ParsedDocument, start: number): readonly CommentLine[] {
  const above: CommentLine[] = [];
  let next = start;
  for (let index = countBefore(comments, start) - 1; index >= 0; index--) {
    const comment = comments[index];
    if (comment === undefined || headingTitle(comment.text) !== null) break;
    if (!isNextLine(text, comment.span.end, next)) break;
    above.push(comment);
    next = comment.span.start;
  }
  return above.reverse();
}

/** The block of comments that holds the offset; null outside of comments. A heading is one of its own. */
export function commentBlockAt(document: ParsedDocument, offset: number): Span | null {
  const { text, comments } = document;
  const index = countBefore(comments, offset + 1) - 1;
  const own = comments[index];
  if (own === undefined || own.span.end < offset) return null;
  if (headingTitle(own.text) !== null) return own.span;
  let { end } = own.span;
  for (let below = index + 1; below < comments.length; below++) {
    const comment = comments[below];
    if (comment === undefined || headingTitle(comment.text) !== null) break;
    if (!isNextLine(text, end, comment.span.start)) break;
    end = comment.span.end;
  }
  return { start: commentsAbove(document, own.span.start)[0]?.span.start ?? own.span.start, end };
}
