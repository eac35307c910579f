import type { Finding } from '../language/finding';
import { countBefore } from '../text/count-before';
import type { FoundChange } from './change';

export interface PlacedFindings {
  readonly at: ReadonlyMap<FoundChange, readonly Finding[]>;
  readonly elsewhere: readonly FoundChange[];
}

/**
 * New findings go with the change on whose line they are, else with one that they name as their cause; serious ones elsewhere
 * are changes of their own.
 */
export function placeFindings(fresh: readonly Finding[], found: readonly FoundChange[]): PlacedFindings {
  const placed = found
    .filter(({ after, kind }) => after !== null && kind !== 'file')
    .sort((a, b) => a.span.start - b.span.start);
  const changeAt = (offset: number): FoundChange | null => {
    const change = placed[countBefore(placed, offset + 1) - 1];
    return change !== undefined && offset <= change.span.end ? change : null;
  };
  const at = new Map<FoundChange, Finding[]>();
  const elsewhere: FoundChange[] = [];
  for (const finding of fresh) {
    const cause = finding.related?.map(({ span }) => changeAt(span.start)).find((change) => change !== null);
    const change = changeAt(finding.span.start) ?? cause ?? ofItsOwn(finding);
    if (change === null) continue;
    if (change.kind === 'finding') elsewhere.push(change);
    const own = at.get(change);
    if (own === undefined) at.set(change, [finding]);
    else own.push(finding);
  }
  return { at, elsewhere };
}

function ofItsOwn(finding: Finding): FoundChange | null {
  if (finding.severity !== 'error' && finding.severity !== 'warning') return null;
  const { rule, span } = finding;
  return {
    kind: 'finding',
    subject: rule,
    before: null,
    after: null,
    span,
    spanBefore: null,
    effects: [],
    reason: null,
  };
}
