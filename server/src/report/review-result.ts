import type { ReviewedChange, ReviewedFile } from '../review/change';
import type { UncheckedFile } from './check-result';

/** All that one run of `review` found, ready to be told in any format. */
export interface ReviewRun {
  /** The version of this program. */
  readonly version: string;
  /** What was compared, as it was named: revisions or files. */
  readonly base: string;
  readonly head: string;
  readonly files: readonly ReviewedFile[];
  /** Files that nobody should read: links, binaries, too large ones. */
  readonly refused: readonly UncheckedFile[];
  /** What concerns the review as a whole, in sentences: that port 25 is blocked here. */
  readonly notes: readonly string[];
  readonly fails: (change: ReviewedChange) => boolean;
}
