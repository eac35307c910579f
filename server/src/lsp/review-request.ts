import type { ReviewJson } from '../report/review-json';
import type { ChangeName } from '../review/accept-as-is';
import type { GitRef } from '../system/git';
import { asRecord } from './settings';

/** The server's command that reviews what one revision changes against another. */
export const reviewCommand = 'postfixTlsPolicy.server.review';
/** The server's command that tells which revisions there are. */
export const reviewRefsCommand = 'postfixTlsPolicy.server.reviewRefs';
/** The server's command that gives the text of a file in a commit. */
export const reviewTextCommand = 'postfixTlsPolicy.server.reviewText';
/** The server's command that shows what a probe saw of a domain. */
export const reviewEvidenceCommand = 'postfixTlsPolicy.server.reviewEvidence';

/** The one argument of `postfixTlsPolicy.server.review`. */
export interface ReviewRequest {
  /** The URI of a folder in the repository. */
  readonly folder: string;
  /** A revision; null: the default branch of the upstream. What counts is where the head left it. */
  readonly base: string | null;
  /** A revision; null: the working tree, open documents as they stand there. */
  readonly head: string | null;
  /** The domains to look at now; `all` that the change names. Of the others counts what was seen in the last hour. */
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

/** Reads the argument of the command; a text tells what is wrong with it. */
export function readReviewRequest(args: readonly unknown[] | undefined): ReviewRequest | string {
  const { folder, base = null, head = null, probe = [], accepted = [] } = asRecord(args?.[0]);
  if (typeof folder !== 'string') return 'the argument needs a "folder"';
  if (!isTextOrNull(base) || !isTextOrNull(head)) return '"base" and "head" are texts, or null';
  if (probe !== 'all' && !isList(probe, (each) => typeof each === 'string')) return '"probe" is "all" or a list';
  if (!isList(accepted, isChangeName)) return '"accepted" is a list of changes';
  return { folder, base, head, probe, accepted };
}

function isChangeName(value: unknown): value is ChangeName {
  const { path, kind, subject, before, after } = asRecord(value);
  return [path, kind, subject].every((each) => typeof each === 'string') && isTextOrNull(before) && isTextOrNull(after);
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isList<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}
