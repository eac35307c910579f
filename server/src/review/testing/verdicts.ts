import { isBlocking, type ReviewedFile, type ReviewVerdict } from '../change';

/** `KIND SUBJECT VERDICT`, with `given` behind a reason that stands there and does. */
export function describeVerdicts(files: readonly ReviewedFile[]): readonly string[] {
  return files.flatMap(({ changes }) =>
    changes.map((change) => {
      const given = change.verdict === 'needs-reason' && !isBlocking(change) ? ' given' : '';
      return `${change.kind} ${change.subject} ${change.verdict}${given}`;
    }),
  );
}

/** The worst of all; a reason that is given counts as accepted. */
export function verdictOf(files: readonly ReviewedFile[]): ReviewVerdict {
  const verdicts = files.flatMap(({ changes }) =>
    changes.map((change) => (change.verdict === 'needs-reason' && !isBlocking(change) ? 'accept' : change.verdict)),
  );
  const worstFirst = ['needs-change', 'needs-reason', 'untested'] as const;
  return worstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'accept';
}
