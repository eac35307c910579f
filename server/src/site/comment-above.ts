import { isSpaceCode, skipSpace } from '../text/ascii';
import { lineBreakOf, physicalLine } from '../text/logical-lines';
import type { Span, TextEdit } from '../text/span';

/**
 * Moves a comment in the value of an entry to a line of its own above the line where it stands, as comments may stand between
 * the lines of a parameter or service.
 *
 * @param comment where it is in the words of the table.
 * @param cut makes an edit of these words one of the file; null where that can't be done.
 */
export function moveCommentAbove(
  words: string,
  comment: Span,
  file: string,
  cut: (edit: TextEdit) => readonly TextEdit[] | null,
): readonly TextEdit[] | null {
  let { start } = comment;
  while (start > 0 && isSpaceCode(words.charCodeAt(start - 1))) start--;
  const cuts = cut({ span: { start, end: comment.end }, newText: '' });
  const place = cuts?.at(-1)?.span.end;
  if (cuts === null || place === undefined) return null;
  const line = physicalLine(file, place);
  const indent = file.slice(line.start, skipSpace(file, line.start, line.end));
  const above = { start: line.start, end: line.start };
  return [{ span: above, newText: `${indent}${words.slice(comment.start, comment.end)}${lineBreakOf(file)}` }, ...cuts];
}
