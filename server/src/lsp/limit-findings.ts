import type { Finding, Severity } from '../language/finding';
import type { Span } from '../text/span';

/** Diagnostics that one file gets at most, the one that tells of the others included. */
export const maxDiagnostics = 1_000;

export interface LimitedFindings {
  /** In the order of the text. */
  readonly shown: readonly Finding[];
  /** How many there are besides; 0: none. */
  readonly more: number;
  /** Where the first of those is; null: there is none. */
  readonly moreAt: Span | null;
}

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * As many findings as an editor is sent: all of them, or else the most severe ones, of equal severity the first ones, so
 * that no flood of hints hides an error.
 */
export function limitFindings(findings: readonly Finding[], max: number = maxDiagnostics): LimitedFindings {
  if (findings.length <= max) return { shown: findings, more: 0, moreAt: null };
  let room = max - 1;
  const quota = new Map<Severity, number>();
  for (const severity of severities) {
    const count = Math.min(room, findings.filter((finding) => finding.severity === severity).length);
    quota.set(severity, count);
    room -= count;
  }
  let moreAt: Span | null = null;
  const shown = findings.filter(({ severity, span }) => {
    const left = quota.get(severity) ?? 0;
    if (left === 0) moreAt ??= span;
    quota.set(severity, Math.max(0, left - 1));
    return left > 0;
  });
  return { shown, more: findings.length - shown.length, moreAt };
}
