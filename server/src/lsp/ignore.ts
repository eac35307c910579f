import type { Finding } from '../language/finding';
import type { ParsedDocument } from '../language/rule';
import { findSuppressions, suppressionComment } from '../language/suppression';
import { lineBreakOf } from '../text/logical-lines';
import type { TextEdit } from '../text/span';

/** Stands in the comment until a person has said why. */
const reasonToGive = 'reason';

/**
 * The edit that silences a finding where it stands: a comment line above its logical line, or one more rule in the
 * comment that is there already. Empty for findings about a comment: those are mended by deleting it.
 */
export function ignoreEdits(document: ParsedDocument, { rule, span }: Finding): readonly TextEdit[] {
  const line = document.lines.find((one) => one.span.start <= span.start && span.start <= one.span.end);
  if (!line) return [];
  const existing = findSuppressions(document.comments, document.lines).findLast(({ target }) => target === line);
  const last = existing?.rules.at(-1);
  if (last) return [{ span: { start: last.span.end, end: last.span.end }, newText: ` ${rule}` }];
  const { start } = line.span;
  const newText = suppressionComment(rule, reasonToGive) + lineBreakOf(document.text);
  return [{ span: { start, end: start }, newText }];
}
