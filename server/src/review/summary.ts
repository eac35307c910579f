import { isBlocking, type ReviewedChange, type ReviewedFile, type ReviewVerdict } from './change';

/** How many changes there are of each verdict. */
export interface ReviewSummary {
  readonly needsChange: number;
  /** Without one that does. */
  readonly needsReason: number;
  readonly reasonGiven: number;
  readonly untested: number;
  readonly accepted: number;
}

/** From what verdict on a review fails. */
export const reviewThresholds = ['untested', 'needs-reason', 'needs-change'] as const;
export type ReviewThreshold = (typeof reviewThresholds)[number];

export function summarizeReview(files: readonly Pick<ReviewedFile, 'changes'>[]): ReviewSummary {
  const changes = files.flatMap((file) => file.changes);
  const open = changes.filter(({ isAcceptedAsIs }) => !isAcceptedAsIs);
  const count = (verdict: ReviewVerdict): number => open.filter((change) => change.verdict === verdict).length;
  const needsReason = open.filter((change) => change.verdict === 'needs-reason' && isBlocking(change)).length;
  return {
    needsChange: count('needs-change'),
    needsReason,
    reasonGiven: count('needs-reason') - needsReason,
    untested: count('untested'),
    accepted: count('accept') + changes.length - open.length,
  };
}

/** Whether the change makes the review fail; a reason that is given counts as accepted. */
export function failsAt(
  change: Pick<ReviewedChange, 'verdict' | 'objections' | 'isAcceptedAsIs'>,
  threshold: ReviewThreshold,
): boolean {
  if (change.isAcceptedAsIs) return false;
  if (change.verdict === 'needs-change') return true;
  if (threshold !== 'needs-change' && isBlocking(change)) return true;
  return threshold === 'untested' && change.objections.some(({ verdict }) => verdict === 'untested');
}
