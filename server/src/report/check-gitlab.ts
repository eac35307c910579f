import type { Severity } from '../language/finding';
import { createLineIndex } from '../text/line-index';
import { createFingerprints, sha256 } from './check-fingerprint';
import { regionOf } from './check-region';
import type { CheckRun } from './check-result';
import { visible } from './escape';
import { json } from './json';

const severities = {
  error: 'critical',
  warning: 'major',
  information: 'minor',
  hint: 'info',
} as const satisfies Record<Severity, string>;
const messageLimit = 2_000;

/** One element of the report. */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: (typeof severities)[Severity] | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

/** A Code Quality report of GitLab, which shows in a merge request what it brings and what it mends, by the fingerprints. */
export function checkGitlab({ files, unchecked }: CheckRun): string {
  const fingerprint = createFingerprints();
  const failures = unchecked.map(
    ({ path, reason }, number): Issue => ({
      description: `could not be checked: ${visible(reason, messageLimit)}`,
      check_name: 'unchecked-file',
      fingerprint: sha256(JSON.stringify([path, number])),
      severity: 'blocker',
      location: { path, lines: { begin: 1, end: 1 } },
    }),
  );
  const issues = files.flatMap(({ path, text, findings }) => {
    const index = createLineIndex(text);
    return findings.map(({ rule, severity, message, span }): Issue => {
      const region = regionOf(index, span);
      return {
        description: visible(message, messageLimit),
        check_name: rule,
        fingerprint: fingerprint({ path, rule, text, index, region }),
        severity: severities[severity],
        location: { path, lines: { begin: region.startLine, end: region.endLine } },
      };
    });
  });
  return json([...failures, ...issues]);
}
