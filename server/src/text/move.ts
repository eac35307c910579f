import type { Span } from './span';

/** The same stretch further on in the text; `by` may be negative. */
export function moveSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
