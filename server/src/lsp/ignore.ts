import type { Finding } from '../language/finding';
import type { ParsedDocument } from '../language/rule';
import { findSuppressions, suppressionComment } from '../language/suppression';
import { type LogicalLine, lineBreakOf } from '../text/logical-lines';
import type { TextEdit } from '../text/span';

/** Stands in the comment until a person has said why. */
const reasonToGive = 'reason';

/**
 * The edit that silences a finding where it stands: a comment line above its logical line, or one more rule in the
 * comment that is there already. Empty for findings about a comment: those are mended by deleting it.
 */
export function ignoreEdits(document: ParsedDocument, { rule, span }: Finding): readonly TextEdit[] {
  const line = lineAround(document.lines, span.start);
  if (!line) return [];
  const existing = findSuppressions(document.comments, document.lines).findLast(({ target }) => target === line);
  const last = existing?.rules.at(-1);
  if (last) return [{ span: { start: last.span.end, end: last.span.end }, newText: ` ${rule}` }];
  const { start } = line.span;
  const newText = suppressionComment(rule, reasonToGive) + lineBreakOf(document.text);
  return [{ span: { start, end: start }, newText }];
}

/** The logical line that holds an offset, its end included. */
function lineAround(lines: readonly LogicalLine[], offset: number): LogicalLine | undefined {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.span.end ?? Number.POSITIVE_INFINITY) < offset) low = middle + 1;
    else high = middle;
  }
  const line = lines[low];
  return line !== undefined && line.span.start <= offset ? line : undefined;
}
