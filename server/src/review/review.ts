import type { Finding } from '../language/finding';
import { acceptableLine, objectTo, verdictBy } from './admission/admit';
import type { FoundChange, ReviewedChange, ReviewedFile, RevisedFile } from './change';
import { liveOf } from './live';
import type { ReviewOptions } from './options';
import { type Parts, partsOf } from './parts';
import { placeFindings } from './place-findings';

/** What the change of a whole site comes to, of which a main.cf is the first file. */
export interface SitePart {
  readonly site: ReviewedFile['site'];
  readonly change: FoundChange | null;
}

/** Judges what one file's change comes to for mail. Pure: contacts nobody and reads nothing. */
export function reviewFile(
  file: RevisedFile,
  options: ReviewOptions,
  { site, change: ofSite }: SitePart = { site: null, change: null },
): ReviewedFile {
  const parts = partsOf(file, options);
  const withReason = (change: FoundChange): FoundChange => ({ ...change, reason: change.reason ?? options.reason });
  const found = [...parts.whole.map(withReason), ...parts.changes, ...(ofSite === null ? [] : [withReason(ofSite)])];
  const { at, elsewhere } = placeFindings(parts.news.fresh, found);
  const changes = [...found, ...elsewhere].map((change) => judgeChange(change, at.get(change) ?? [], parts, options));
  return {
    path: file.path,
    previousPath: file.previousPath,
    language: file.language,
    text: file.after ?? file.before ?? '',
    textBefore: file.before,
    changes,
    effective: parts.effective,
    site,
    silent: parts.silent,
    oldFindings: parts.news.old,
  };
}

function judgeChange(
  change: FoundChange,
  findings: readonly Finding[],
  { after, outOfOrder, sender }: Parts,
  options: ReviewOptions,
): ReviewedChange {
  const live = liveOf(change, options, sender);
  const objections = objectTo(change, {
    verdicts: options.config.review,
    sender,
    after,
    outOfOrder,
    findings,
    live: live?.of ?? null,
  });
  const { kind, subject, before, after: line, span, spanBefore, effects, reason } = change;
  return {
    kind,
    subject,
    before,
    after: line,
    span,
    spanBefore,
    effects,
    ...(change.strength === undefined ? {} : { strength: change.strength }),
    reason,
    verdict: verdictBy(objections),
    objections,
    instead: acceptableLine(change, objections, live?.told.advised ?? null),
    findings,
    live: live?.told ?? null,
    nextHops: change.entry?.nextHops ?? [],
    isAcceptedAsIs: false,
  };
}
