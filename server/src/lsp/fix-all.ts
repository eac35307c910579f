import type { Finding, Fix } from '../language/finding';
import type { TextEdit } from '../text/span';

/**
 * The edits of all safe fixes, in the order of the text. Where a finding has several safe fixes a person must choose, so
 * it is left out; of fixes that overlap the first one is taken, the others come up again afterwards.
 */
export function fixAllEdits(findings: readonly Finding[]): readonly TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const { fixes } of findings) {
    const fix = onlySafeFix(fixes ?? []);
    if (fix?.edits.every((edit) => !chosen.some((other) => overlap(edit, other)))) chosen.push(...fix.edits);
  }
  return chosen.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function onlySafeFix(fixes: readonly Fix[]): Fix | undefined {
  const safe = fixes.filter((fix) => fix.safe);
  return safe.length === 1 ? safe[0] : undefined;
}

/** Edits that touch count as overlapping: two insertions at one place have no certain order. */
function overlap(a: TextEdit, b: TextEdit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}
