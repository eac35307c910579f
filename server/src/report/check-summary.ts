import type { Severity } from '../language/finding';
import type { ReportedFile } from './check-result';

/** How many findings there are of each severity. */
export interface CheckSummary {
  readonly errors: number;
  readonly warnings: number;
  readonly informations: number;
  readonly hints: number;
}

export function summarize(files: readonly ReportedFile[]): CheckSummary {
  const counts: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { findings } of files) for (const { severity } of findings) counts[severity] += 1;
  return { errors: counts.error, warnings: counts.warning, informations: counts.information, hints: counts.hint };
}

/** `2 errors, 1 warning in 3 files`; `no findings in 1 file`. */
export function describeSummary(summary: CheckSummary, files: number): string {
  const counted: readonly (readonly [number, string])[] = [
    [summary.errors, 'error'],
    [summary.warnings, 'warning'],
    [summary.informations, 'information'],
    [summary.hints, 'hint'],
  ];
  const told = counted.filter(([count]) => count > 0).map(([count, noun]) => counts(count, noun));
  return `${told.length === 0 ? 'no findings' : told.join(', ')} in ${counts(files, 'file')}`;
}

function counts(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
