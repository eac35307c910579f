import type { ReviewJson } from '../report/review-json';
import type { ChangeName } from '../review/accept-as-is';
import type { GitRef } from '../system/git';

/** The server's command that reviews what one revision changes against another. */
export const reviewCommand = 'postfixTlsPolicy.server.review';
/** The server's command that tells which revisions there are. */
export const reviewRefsCommand = 'postfixTlsPolicy.server.reviewRefs';
/** The server's command that gives the text of a file in a commit. */
export const reviewTextCommand = 'postfixTlsPolicy.server.reviewText';
/** The server's command that shows what a probe saw of an entry: of its `key`, whose `nextHops` stand with blanks between. */
export const reviewEvidenceCommand = 'postfixTlsPolicy.server.reviewEvidence';

/** The one argument of `postfixTlsPolicy.server.review`. */
export interface ReviewRequest {
  /** The URI of a folder in the repository. */
  readonly folder: string;
  /** A revision; null: the default branch of the upstream. What counts is where the head left it. */
  readonly base: string | null;
  /** A revision; null: the working tree, open documents as they stand there. */
  readonly head: string | null;
  /**
   * The next-hops to look at now, twice with a pause between; `all` that the change names. Of the others counts what was seen
   * in the last hour.
   */
  readonly probe: 'all' | readonly string[];
  /** What a person took as it is. */
  readonly accepted: readonly ChangeName[];
}

/** What it answers. */
export type ReviewAnswer =
  | { readonly outcome: 'reviewed'; readonly message: string; readonly review: ReviewOutput }
  | { readonly outcome: 'refused' | 'cancelled'; readonly message: string };

/** A review, ready to be shown. */
export interface ReviewOutput extends ReviewJson {
  /** The URI of the top folder, to which the paths belong. */
  readonly top: string;
  readonly baseCommit: string;
  /** Null: the working tree. */
  readonly headCommit: string | null;
  /** Of each change of each file what is to be said of it, as Markdown. */
  readonly details: readonly (readonly string[])[];
  /** The whole of it for people, as Markdown: what one pastes into the merge request. */
  readonly markdown: string;
}

/** What `postfixTlsPolicy.server.reviewRefs` answers for the URI of a folder. */
export interface RefsAnswer {
  /** The URI of the top folder of the working tree. */
  readonly top: string;
  /** What a review is made against where nobody says; null: there is no such branch. */
  readonly defaultBase: string | null;
  readonly refs: readonly GitRef[];
}
