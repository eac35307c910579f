import type { PolicyEntry } from '../policy/document';
import { canonical } from '../policy/rules/canonical';
import type { Span } from '../text/span';
import { t } from '../text/translate';
import type { FoundChange } from './change';
import type { Reasons } from './reasons';
import type { TableIndex } from './table-index';

/**
 * Patterns that stand in front of another one now, where the two say different things: the first one that matches wins
 * (regexp_table(5)). Told once for each pattern that went up; indexed tables have no order.
 */
export function orderChanges(before: TableIndex, after: TableIndex, reasons: Reasons): readonly FoundChange[] {
  if (!after.document.hasPatterns) return [];
  const places = new Map([...before.first.keys()].map((key, index) => [key, index]));
  const placeOf = ({ key }: PolicyEntry): number => places.get(key.folded) ?? 0;
  const common = [...after.first.values()].filter(({ key }) => places.has(key.folded));
  const foremost = foremostBehind(common.map(placeOf));
  return common.flatMap((entry, index) => {
    const place = placeOf(entry);
    // Mostly nothing behind it came down, and then nobody needs to look.
    if ((foremost[index] ?? place) >= place) return [];
    const value = canonical(entry);
    const passed = common.slice(index + 1).find((other) => placeOf(other) < place && canonical(other) !== value);
    const spanBefore = before.first.get(entry.key.folded)?.line.span ?? null;
    return passed === undefined ? [] : [orderChange(entry, spanBefore, passed, reasons)];
  });
}

/** For each number the least one behind it. */
function foremostBehind(numbers: readonly number[]): readonly number[] {
  const least: number[] = [];
  let soFar = Number.POSITIVE_INFINITY;
  for (let index = numbers.length - 1; index >= 0; index--) {
    least[index] = soFar;
    soFar = Math.min(soFar, numbers[index] ?? soFar);
  }
  return least;
}

function orderChange(entry: PolicyEntry, spanBefore: Span | null, passed: PolicyEntry, reasons: Reasons): FoundChange {
  return {
    kind: 'order',
    subject: entry.key.text,
    before: entry.line.text,
    after: entry.line.text,
    span: entry.line.span,
    spanBefore,
    effects: [t('A next-hop that both match now gets this entry and no longer that of {0}.', passed.key.text)],
    reason: reasons.above(entry.line.span.start),
  };
}
