import type { Severity } from '../language/finding';
import { counted, t } from '../text/translate';
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
  const { errors, warnings, informations, hints } = summary;
  const told: readonly (readonly [number, string])[] = [
    [errors, counted(errors, '1 error', '{0} errors')],
    [warnings, counted(warnings, '1 warning', '{0} warnings')],
    [informations, counted(informations, '1 information', '{0} informations')],
    [hints, counted(hints, '1 hint', '{0} hints')],
  ];
  const some = told.filter(([count]) => count > 0).map(([, words]) => words);
  const findings = some.length === 0 ? t('no findings') : some.join(', ');
  return t('{0} in {1}', findings, counted(files, '1 file', '{0} files'));
}
