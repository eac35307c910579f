import type { Span } from '../text/span';
import type { Finding } from './finding';
import type { Suppression } from './suppression';

/** Findings after suppression comments have had their say. */
export interface Applied {
  readonly kept: readonly Finding[];
  /** The rule ids of each suppression that silenced something. */
  readonly used: ReadonlyMap<Suppression, Set<string>>;
}

/** Leaves out what a comment silences. The suppressions are in the order of the text. */
export function applySuppressions(findings: readonly Finding[], suppressions: readonly Suppression[]): Applied {
  const used = new Map<Suppression, Set<string>>();
  if (suppressions.length === 0) return { kept: findings, used };
  const targets = byTarget(suppressions);
  const kept = findings.filter((finding) => {
    const silencing = targetAround(targets, finding.span.start)?.suppressions.filter(({ rules }) =>
      rules.some(({ id }) => id === finding.rule),
    );
    for (const suppression of silencing ?? []) {
      const ids = used.get(suppression) ?? new Set();
      used.set(suppression, ids.add(finding.rule));
    }
    return silencing === undefined || silencing.length === 0;
  });
  return { kept, used };
}

/** A line with the comments that silence rules on it. */
interface Target {
  readonly span: Span;
  readonly suppressions: Suppression[];
}

/** In the order of the text, as the suppressions are. */
function byTarget(suppressions: readonly Suppression[]): readonly Target[] {
  const targets: Target[] = [];
  for (const suppression of suppressions) {
    const { target } = suppression;
    if (target === null) continue;
    const last = targets.at(-1);
    if (last?.span.start === target.span.start) last.suppressions.push(suppression);
    else targets.push({ span: target.span, suppressions: [suppression] });
  }
  return targets;
}

function targetAround(targets: readonly Target[], offset: number): Target | undefined {
  let low = 0;
  let high = targets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((targets[middle]?.span.start ?? Number.POSITIVE_INFINITY) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = targets[low - 1];
  return found !== undefined && offset <= found.span.end ? found : undefined;
}
