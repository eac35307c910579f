import type { TextEdit } from './span';
import type { TextSource } from './text-source';

/** How far a series of edits reaches: what lies outside is the same before and after, only moved. */
export interface EditExtent {
  readonly start: number;
  /** The end in the text before the first edit. */
  readonly endBefore: number;
  /** The end in the text after the last one. */
  readonly endAfter: number;
}

/** The extent of one more edit, made to the text after those of `extent`; null for none before. */
export function extendExtent(extent: EditExtent | null, { span, newText }: TextEdit): EditExtent {
  const growth = newText.length - (span.end - span.start);
  if (extent === null) return { start: span.start, endBefore: span.end, endAfter: span.end + growth };
  const beyond = Math.max(0, span.end - extent.endAfter);
  return {
    start: Math.min(extent.start, span.start),
    endBefore: extent.endBefore + beyond,
    endAfter: extent.endAfter + beyond + growth,
  };
}

/** The one edit that leads to the text after all of them. */
export function editOfExtent({ start, endBefore, endAfter }: EditExtent, textAfter: TextSource): TextEdit {
  return { span: { start, end: endBefore }, newText: textAfter.slice(start, endAfter) };
}
