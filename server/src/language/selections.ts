import { countBefore } from '../text/count-before';
import { holds, lastBefore } from '../text/editor-line';
import type { Span } from '../text/span';
import { commentBlockAt, commentsAbove } from './comment-blocks';
import { headingTitle } from './headings';
import type { ParsedDocument } from './rule';

/**
 * The selections around an offset: of the parts of its line those that hold it, then the line, the comments above it, its
 * section and the whole text.
 *
 * @param parts spans of the logical line at the offset, in any order.
 */
export function selectionsAround(
  document: ParsedDocument,
  offset: number,
  parts: readonly (Span | null | undefined)[],
): readonly Span[] {
  const { text } = document;
  const line = lastBefore(document.lines, offset);
  const own = line !== null && holds(line.span, offset) ? line.span : null;
  const block = commentBlockAt(document, offset);
  return widening(offset, [
    wordAt(text, offset),
    ...parts,
    lastBefore(document.comments, offset)?.span,
    own,
    block,
    withComments(document, own ?? entryBelow(document, block)),
    sectionAt(document, offset),
    { start: 0, end: text.length },
  ]);
}

/** Those that hold the offset, from the shortest to the longest, without any that cuts across another. */
function widening(offset: number, spans: readonly (Span | null | undefined)[]): readonly Span[] {
  const holding = spans.filter((span): span is Span => span !== null && span !== undefined && holds(span, offset));
  const ordered = holding.sort((a, b) => lengthOf(a) - lengthOf(b));
  const chosen: Span[] = [];
  for (const span of ordered) {
    const last = chosen.at(-1) ?? { start: offset, end: offset };
    if (span.start <= last.start && span.end >= last.end && lengthOf(span) > lengthOf(last)) chosen.push(span);
  }
  return chosen.length > 0 ? chosen : ordered.slice(-1);
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}

/** What ends a word: the same as `wordPattern` of the languages' configurations. */
const betweenWords = /[\s,=:|?$!<>(){}[\]"#/]/;

function wordAt(text: string, offset: number): Span {
  let start = offset;
  while (start > 0 && !betweenWords.test(text.charAt(start - 1))) start--;
  let end = offset;
  while (end < text.length && !betweenWords.test(text.charAt(end))) end++;
  return { start, end };
}

/** The logical line that a block of comments stands above. */
function entryBelow({ lines }: ParsedDocument, block: Span | null): Span | null {
  if (block === null) return null;
  return lines[countBefore(lines, block.end)]?.span ?? null;
}

function withComments(document: ParsedDocument, line: Span | null): Span | null {
  if (line === null) return null;
  return { start: commentsAbove(document, line.start)[0]?.span.start ?? line.start, end: line.end };
}

/** From the heading above to the last line before the next one. */
function sectionAt({ text, comments }: ParsedDocument, offset: number): Span | null {
  const below = countBefore(comments, offset + 1);
  const isHeading = (at: number): boolean => headingTitle(comments[at]?.text ?? '') !== null;
  let first = below - 1;
  while (first >= 0 && !isHeading(first)) first--;
  const start = comments[first]?.span.start;
  if (start === undefined) return null;
  let next = below;
  while (next < comments.length && !isHeading(next)) next++;
  let end = comments[next]?.span.start ?? text.length;
  while (end > start && ' \t\r\n'.includes(text.charAt(end - 1))) end--;
  return { start, end };
}
