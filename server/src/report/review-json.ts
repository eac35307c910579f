import type { LanguageName } from '../language/language';
import type { ChangeKind, LiveVerdict, Objection, ReviewedChange, ReviewedFile, ReviewVerdict } from '../review/change';
import { isBlocking } from '../review/change';
import { type ReviewSummary, summarizeReview } from '../review/summary';
import { createLineIndex, type LineIndex, type Position } from '../text/line-index';
import { json } from './json';
import type { ReviewRun } from './review-result';

/** The output of `review --format json`; the published schema is schemas/review.schema.json. */
export interface ReviewJson {
  readonly version: 1;
  readonly base: string;
  readonly head: string;
  readonly files: readonly ReviewJsonFile[];
  readonly refused: readonly { readonly path: string; readonly reason: string }[];
  readonly notes: readonly string[];
  readonly summary: ReviewSummary;
}

export interface ReviewJsonFile {
  readonly path: string;
  readonly language: LanguageName | 'configuration';
  readonly changes: readonly ReviewJsonChange[];
  /** What changes nothing for mail, counted. */
  readonly silent: ReviewedFile['silent'];
  /** Findings of `check` that the base has already. */
  readonly oldFindings: number;
}

export interface ReviewJsonChange {
  readonly kind: ChangeKind;
  readonly subject: string;
  readonly verdict: ReviewVerdict;
  /** Whether it stops the merge: it needs another line, or a reason that nobody gave. */
  readonly blocking: boolean;
  /** Zero-based, characters in UTF-16 code units, the end exclusive; in the new text, or where it stood. */
  readonly range: { readonly start: Position; readonly end: Position };
  readonly before: string | null;
  readonly after: string | null;
  readonly effects: readonly string[];
  readonly objections: readonly Objection[];
  readonly reason: string | null;
  /** The line that would be accepted. */
  readonly instead: string | null;
  /** What the evidence says; null where nobody looked. */
  readonly live: LiveVerdict | null;
}

export function toReviewJson({ base, head, files, refused, notes }: ReviewRun): ReviewJson {
  return { version: 1, base, head, files: files.map(toFile), refused, notes, summary: summarizeReview(files) };
}

export function reviewJson(run: ReviewRun): string {
  return json(toReviewJson(run));
}

function toFile({ path, language, text, changes, silent, oldFindings }: ReviewedFile): ReviewJsonFile {
  const index = createLineIndex(text);
  return { path, language, changes: changes.map((change) => toChange(index, change)), silent, oldFindings };
}

function toChange(index: LineIndex, change: ReviewedChange): ReviewJsonChange {
  const { kind, subject, verdict, span, before, after, effects, objections, reason, instead, live } = change;
  const range = { start: index.positionAt(span.start), end: index.positionAt(span.end) };
  const blocking = isBlocking(change);
  return { kind, subject, verdict, blocking, range, before, after, effects, objections, reason, instead, live };
}
