import type { LanguageName } from '../language/language';
import type { ChangeKind, LiveVerdict, Objection, ReviewedChange, ReviewedFile, ReviewVerdict } from '../review/change';
import { isBlocking } from '../review/change';
import type { EffectiveChange } from '../review/effective';
import type { ReviewedSite } from '../review/site/compare-sites';
import { type ReviewSummary, summarizeReview } from '../review/summary';
import { createLineIndex, type LineIndex, type Position } from '../text/line-index';
import type { Span } from '../text/span';
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
  /** Where it was before, if elsewhere. */
  readonly previousPath: string | null;
  readonly language: LanguageName | 'configuration';
  readonly changes: readonly ReviewJsonChange[];
  /** The next-hops that either revision names and to whose mail something else applies now. */
  readonly effective: readonly EffectiveChange[];
  /** Of a main.cf: the same together with the tables that it names; null where nothing of that changes, or is not known. */
  readonly site: ReviewedSite | null;
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
  readonly range: Range;
  /** Likewise in the old text; null for what was not there. */
  readonly rangeBefore: Range | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly effects: readonly string[];
  readonly objections: readonly Objection[];
  readonly reason: string | null;
  /** The line that would be accepted. */
  readonly instead: string | null;
  /** What the evidence says; null where nobody looked. */
  readonly live: LiveVerdict | null;
  /** Whom a probe of the entry asks: its next-hop, or samples of the domains that it stands for; none: it can't be probed. */
  readonly nextHops: readonly string[];
  /** A person who reviews took it as it is; in the editor alone. */
  readonly acceptedAsIs: boolean;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

export function toReviewJson({ base, head, files, refused, notes }: ReviewRun): ReviewJson {
  return { version: 1, base, head, files: files.map(toFile), refused, notes, summary: summarizeReview(files) };
}

export function reviewJson(run: ReviewRun): string {
  return json(toReviewJson(run));
}

function toFile(file: ReviewedFile): ReviewJsonFile {
  const { path, previousPath, language, text, textBefore, changes, effective, site, silent, oldFindings } = file;
  const [index, indexBefore] = [createLineIndex(text), createLineIndex(textBefore ?? '')];
  return {
    path,
    previousPath,
    language,
    changes: changes.map((change) => toChange(index, indexBefore, change)),
    effective,
    site,
    silent,
    oldFindings,
  };
}

function toChange(index: LineIndex, indexBefore: LineIndex, change: ReviewedChange): ReviewJsonChange {
  const { kind, subject, verdict, span, spanBefore, before, after } = change;
  const { effects, objections, reason, instead, live, nextHops, isAcceptedAsIs } = change;
  return {
    kind,
    subject,
    verdict,
    blocking: isBlocking(change),
    range: rangeOf(index, span),
    rangeBefore: spanBefore === null ? null : rangeOf(indexBefore, spanBefore),
    before,
    after,
    effects,
    objections,
    reason,
    instead,
    live,
    nextHops,
    acceptedAsIs: isAcceptedAsIs,
  };
}

function rangeOf(index: LineIndex, { start, end }: Span): Range {
  return { start: index.positionAt(start), end: index.positionAt(end) };
}
