import { pathToFileURL } from 'node:url';
import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import { toReviewJson } from '../report/review-json';
import { changeMarkdown, reviewMarkdown } from '../report/review-markdown';
import type { ReviewRun } from '../report/review-result';
import { describeReview } from '../report/review-words';
import { acceptAsIs } from '../review/accept-as-is';
import { judgedPaths, reviewChange } from '../review/change-set';
import { failsAt } from '../review/summary';
import type { ReviewAnswer, ReviewOutput, ReviewRequest } from '../revisions/conversation';
import { defaultBaseOf, findRevisions, type Revisions } from '../revisions/find-revisions';
import { type ReadChange, readChange } from '../revisions/read-change';
import { t } from '../text/translate';
import type { ServerContext } from './context';
import { distrustOf } from './probe-entry';
import { describeProbeError, isSettingError } from './probe-options';
import { beginProgress, type ProbeProgress } from './progress';
import { lookForReview } from './review-look';
import { describeReviewError, openReviewed, type ReviewedRepository } from './review-repository';
import { readReviewRequest } from './review-request';
import { describeError } from './safely';

/**
 * Handles `postfixTlsPolicy.server.review`. Without domains to probe it contacts nobody, and needs no trust: of the repository
 * nothing is run.
 */
export async function runReviewCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
  progressOfRequest: WorkDoneProgressReporter | null,
  token: CancellationToken,
): Promise<ReviewAnswer> {
  const request = readReviewRequest(args);
  if (typeof request === 'string') return refused(request);
  const distrust = request.probe.length > 0 ? distrustOf(context) : null;
  if (distrust !== null) return refused(distrust);
  const never = new AbortController().signal;
  const progress = await beginProgress(
    context.connection,
    progressOfRequest,
    t('Reviewing policy changes'),
    token,
    never,
  );
  try {
    const review = await reviewNow(context, request, progress);
    if (progress.signal.aborted) return { outcome: 'cancelled', message: 'cancelled' };
    return { outcome: 'reviewed', message: describeReview(review.files), review: review.output };
  } catch (error) {
    if (progress.signal.aborted) return { outcome: 'cancelled', message: 'cancelled' };
    const known = describeReviewError(error);
    if (known !== null) return refused(known);
    if (!isSettingError(error)) context.connection.console.error(describeError(error));
    return refused(describeProbeError(error));
  } finally {
    progress.done();
  }
}

interface Reviewed {
  readonly files: ReviewRun['files'];
  readonly output: ReviewOutput;
}

async function reviewNow(context: ServerContext, request: ReviewRequest, progress: ProbeProgress): Promise<Reviewed> {
  const { signal } = progress;
  const reviewed = await openReviewed(context, request.folder, signal);
  const { top, repository } = reviewed;
  const revisions = await findRevisions(request, repository);
  const read = await readChange(revisions, repository, { openText: (path) => openTextOf(context, top, path) });
  const change = await settleReleases(context, top, read);
  const { notes, ...looks } = await lookForReview(context, change, request.probe, progress);
  const files = acceptAsIs(reviewChange(change, looks), request.accepted);
  const run: ReviewRun = {
    version: context.runtime.version,
    ...(await namesOf(request, revisions, reviewed)),
    files,
    refused: change.refused,
    notes: [...change.notes, ...notes],
    fails: (each) => failsAt(each, 'needs-reason'),
  };
  const output: ReviewOutput = {
    ...toReviewJson(run),
    top: pathToFileURL(top).href,
    baseCommit: revisions.base,
    headCommit: revisions.head,
    details: files.map(({ changes }) => changes.map(changeMarkdown)),
    markdown: reviewMarkdown(run),
  };
  return { files, output };
}

/** The same change, judged for the releases of Postfix that the editor's settings or the configurations of the base name. */
async function settleReleases({ configuration }: ServerContext, top: string, change: ReadChange): Promise<ReadChange> {
  const configs = await Promise.all(
    judgedPaths(change).map(async (path) => {
      const config = change.configOf(path);
      const postfixVersions = await configuration.releasesFor(uriOf(top, path), config);
      return [path, { ...config, postfixVersions }] as const;
    }),
  );
  const configOf = new Map(configs);
  return { ...change, configOf: (path) => configOf.get(path) ?? change.configOf(path) };
}

function uriOf(top: string, path: string): string {
  return pathToFileURL(`${top}/${path}`).href;
}

/** What was compared, in the words of whoever asked, with the commit that it means. */
async function namesOf(
  request: ReviewRequest,
  { base, head }: Revisions,
  { repository }: ReviewedRepository,
): Promise<Pick<ReviewRun, 'base' | 'head'>> {
  const named = (name: string, commit: string): string =>
    commit.startsWith(name) ? commit.slice(0, 12) : `${name} (${commit.slice(0, 12)})`;
  const baseName = request.base ?? (await defaultBaseOf(repository)) ?? '';
  return {
    base: named(baseName, base),
    head: head === null ? t('working tree') : named(request.head ?? '', head),
  };
}

/** A file of the working tree as an editor shows it; null where none has it open. */
function openTextOf({ documents }: ServerContext, top: string, path: string): string | null {
  return documents.get(uriOf(top, path))?.text.toString() ?? null;
}

function refused(message: string): ReviewAnswer {
  return { outcome: 'refused', message };
}
