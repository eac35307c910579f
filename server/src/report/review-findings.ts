import type { Finding, Severity } from '../language/finding';
import { isBlocking, type ReviewedChange } from '../review/change';
import type { CheckRun } from './check-result';
import type { ReviewRun } from './review-result';
import { detailsOf, kindWords, verdictWords } from './review-words';

/**
 * A review as the reporters of `check` tell it to pipelines: a finding for each change that is not simply accepted, under the
 * admission rule that weighs most.
 */
export function asCheckRun({ version, files, refused, fails }: ReviewRun): CheckRun {
  const failing = new Set<Finding>();
  return {
    command: 'review',
    version,
    files: files.map(({ path, text, changes }) => ({
      path,
      text,
      findings: changes
        .filter(({ verdict }) => verdict !== 'accept')
        .map((change) => {
          const finding = toFinding(change);
          if (fails(change)) failing.add(finding);
          return finding;
        }),
    })),
    unchecked: refused,
    fails: (finding) => failing.has(finding),
  };
}

function toFinding(change: ReviewedChange): Finding {
  const { verdict, objections, span, subject } = change;
  const worst = objections.find((each) => each.verdict === verdict);
  return {
    rule: `review-${worst?.rule ?? verdict}`,
    severity: severityOf(change),
    message: `${subject} ${verdictWords(change)} (${kindWords(change)}): ${detailsOf(change).join(' ')}`,
    span,
  };
}

function severityOf(change: ReviewedChange): Severity {
  if (change.verdict === 'needs-change') return 'error';
  return isBlocking(change) ? 'warning' : 'information';
}
