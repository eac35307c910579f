import type { CommentLine } from '../text/logical-lines';
import type { Span } from '../text/span';
import type { ParsedDocument } from './rule';
import type { OutlineItem } from './structure';

/** A comment that begins a section: `# ---- Institutes ----`, `#### Institutes`, `# == Institutes ==`. */
export interface Heading {
  readonly comment: CommentLine;
  readonly title: string;
}

/** The part of a document from a heading to what stands before the next one. */
export interface Section {
  readonly heading: Heading;
  /** To the end of its last line that is not blank. */
  readonly span: Span;
}

/** A longer comment is no heading; the bound also keeps the expression below from reading megabytes over and over. */
const longestHeading = 200;

/** A rule of one character, three times before the title or twice on both sides of it: `# --dry-run` is no heading. */
const heading = /^#[ \t]*(?:([-=*~_+#])\1{2,}[ \t]*(.*?)[ \t]*\1*|([-=*~_+#])\3+[ \t]*(.*?)[ \t]*\3{2,})[ \t]*$/;

/** The title of a heading; null for every other comment. */
export function headingTitle(comment: string): string | null {
  if (comment.length > longestHeading) return null;
  const found = heading.exec(comment);
  const title = found?.[2] ?? found?.[4] ?? '';
  return /[\p{L}\p{N}]/u.test(title) ? title : null;
}

/** The sections of a document, in their order. */
export function sectionsOf(document: ParsedDocument): readonly Section[] {
  const { text, comments } = document;
  const headings = comments.flatMap((comment): readonly Heading[] => {
    const title = headingTitle(comment.text);
    return title === null ? [] : [{ comment, title }];
  });
  return headings.map((each, index) => {
    const next = headings[index + 1]?.comment.span.start ?? text.length;
    return { heading: each, span: { start: each.comment.span.start, end: endBefore(text, next) } };
  });
}

/**
 * Puts what stands under a heading into its section. `items` are in the order of the text, and so is what comes back.
 *
 * @param most how many sections are made; what stands under later ones is left out.
 */
export function underHeadings(
  document: ParsedDocument,
  items: readonly OutlineItem[],
  most: number,
): readonly OutlineItem[] {
  const sections = sectionsOf(document).slice(0, most);
  const first = sections[0]?.span.start ?? Number.POSITIVE_INFINITY;
  let next = items.findIndex(({ span }) => span.start > first);
  if (next < 0) next = items.length;
  const outline = items.slice(0, next);
  for (const {
    heading: { comment, title },
    span,
  } of sections) {
    const from = next;
    while (next < items.length && (items[next]?.span.start ?? 0) < span.end) next++;
    const children = items.slice(from, next);
    // A continued line may go on behind the next heading, which Postfix takes for a mere comment.
    const end = Math.max(span.end, children.at(-1)?.span.end ?? 0);
    outline.push({
      name: title,
      detail: '',
      kind: 'section',
      span: { start: span.start, end },
      nameSpan: comment.span,
      children,
    });
  }
  return outline;
}

/** The end of the last character before an offset that is not blank. */
function endBefore(text: string, offset: number): number {
  let end = offset;
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end--;
  return end;
}
