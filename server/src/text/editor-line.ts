import { countBefore } from './count-before';
import type { LineIndex } from './line-index';
import type { Span } from './span';

/** The line around an offset as editors count lines, without its line break. */
export function editorLine(lines: LineIndex, offset: number): Span {
  const { line } = lines.positionAt(offset);
  const start = lines.offsetAt({ line, character: 0 });
  return { start, end: lines.offsetAt({ line, character: Number.MAX_SAFE_INTEGER }) };
}

/** The part of a span within another; empty, at its nearest place, where they share nothing. */
export function within({ start, end }: Span, bounds: Span): Span {
  const from = Math.min(Math.max(start, bounds.start), bounds.end);
  return { start: from, end: Math.max(from, Math.min(end, bounds.end)) };
}

/** Whether an offset lies in a span or at one of its ends. */
export function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** The last of the items, which are in the order of the text, that begins at or before an offset. */
export function lastBefore<T extends { readonly span: Span }>(items: readonly T[], offset: number): T | null {
  return items[countBefore(items, offset + 1) - 1] ?? null;
}
