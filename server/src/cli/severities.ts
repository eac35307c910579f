import type { Severity } from '../language/finding';

/** From the least to the worst. */
export const severities = ['hint', 'information', 'warning', 'error'] as const satisfies readonly Severity[];

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(threshold);
}
