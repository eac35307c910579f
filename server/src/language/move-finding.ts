import { moveSpan } from '../text/move';
import type { Span } from '../text/span';
import type { Finding } from './finding';

/** The finding when all that it is about lies further on in the text. */
export function moveFinding(finding: Finding, by: number): Finding {
  const { span, related, fixes } = finding;
  return {
    ...finding,
    span: moveSpan(span, by),
    ...(related ? { related: related.map((place) => ({ ...place, span: moveSpan(place.span, by) })) } : {}),
    ...(fixes
      ? {
          fixes: fixes.map((fix) => ({
            ...fix,
            edits: fix.edits.map((edit) => ({ ...edit, span: moveSpan(edit.span, by) })),
          })),
        }
      : {}),
  };
}

/** Whether nothing of a finding lies outside a stretch of the text. */
export function liesWithin({ span, related = [], fixes = [] }: Finding, bounds: Span): boolean {
  const isInside = (one: Span): boolean => bounds.start <= one.start && one.end <= bounds.end;
  return (
    isInside(span) &&
    related.every((place) => isInside(place.span)) &&
    fixes.every(({ edits }) => edits.every((edit) => isInside(edit.span)))
  );
}
