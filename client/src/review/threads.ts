import {
  CommentMode,
  type CommentThread,
  CommentThreadCollapsibleState,
  CommentThreadState,
  comments,
  l10n,
  MarkdownString,
  Range,
} from 'vscode';
import type { ReviewOutput } from '../../../server/src/revisions/conversation';
import { reviewController } from './names';
import { type ReviewedChange, type ReviewedFile, sidesOf } from './sides';
import { titleOf } from './words';

/** What a thread is about. */
export interface ThreadSubject {
  readonly file: ReviewedFile;
  readonly change: ReviewedChange;
}

/** The comment threads of a review, in the diff and in the files themselves. */
export interface Threads {
  /** Puts the threads of a review in the place of those before. Returns how many changes have none, since there are too many. */
  readonly show: (review: ReviewOutput) => number;
  readonly subjectOf: (thread: CommentThread) => ThreadSubject | undefined;
  readonly all: () => readonly CommentThread[];
  readonly clear: () => void;
  readonly dispose: () => void;
}

/** More would make the editor slow, and nobody reads them. The worst come first. */
const most = 300;

export function createThreads(): Threads {
  const controller = comments.createCommentController(reviewController, l10n.t('Review of policy changes'));
  const subjects = new Map<CommentThread, ThreadSubject>();
  const clear = (): void => {
    for (const thread of subjects.keys()) thread.dispose();
    subjects.clear();
  };
  return {
    show: (review) => {
      clear();
      const placed = review.files
        .flatMap((file, index) =>
          file.changes.map((change, at) => ({ file, change, text: review.details[index]?.[at] ?? '' })),
        )
        .sort((a, b) => weightOf(b.change) - weightOf(a.change));
      for (const { file, change, text } of placed.slice(0, most)) {
        const sides = sidesOf(review, file);
        // What is gone stands in the old text alone.
        const goneFrom = change.after === null ? change.rangeBefore : null;
        const [uri, range] = goneFrom === null ? [sides.right, change.range] : [sides.left, goneFrom];
        const comment = {
          // Texts of a repository and of the network: no links that run commands, and no HTML.
          body: new MarkdownString(text),
          mode: CommentMode.Preview,
          author: { name: 'Postfix TLS Policy' },
        };
        const thread = controller.createCommentThread(uri, rangeOf(range), [comment]);
        thread.canReply = false;
        thread.label = titleOf(change);
        thread.contextValue = actionsFor(change).join(' ');
        thread.state = isSettled(change) ? CommentThreadState.Resolved : CommentThreadState.Unresolved;
        thread.collapsibleState = isSettled(change)
          ? CommentThreadCollapsibleState.Collapsed
          : CommentThreadCollapsibleState.Expanded;
        subjects.set(thread, { file, change });
      }
      return Math.max(0, placed.length - most);
    },
    subjectOf: (thread) => subjects.get(thread),
    all: () => [...subjects.keys()],
    clear,
    dispose: () => {
      clear();
      controller.dispose();
    },
  };
}

/** What can be done about a change, as the conditions in package.json ask for it. */
function actionsFor(change: ReviewedChange): readonly string[] {
  const { live, after, nextHops, acceptedAsIs, verdict } = change;
  return [
    ...(lineToApply(change) === null ? [] : ['apply']),
    ...(live === null ? [] : ['evidence']),
    ...(nextHops.length > 0 && after !== null ? ['probe'] : []),
    ...(acceptedAsIs || verdict === 'accept' ? [] : ['accept']),
  ];
}

/** The line that could stand in the place of the new one; null where none is known, or it stands there. */
export function lineToApply({ instead, live, after }: ReviewedChange): string | null {
  const line = instead ?? live?.advised ?? null;
  return line === null || after === null || line === after.replace(/\s+/g, ' ') ? null : line;
}

function isSettled({ verdict, blocking, acceptedAsIs }: ReviewedChange): boolean {
  return acceptedAsIs || verdict === 'accept' || (verdict === 'needs-reason' && !blocking);
}

/** The file with the change that weighs most; undefined without any. */
export function worstFile({ files }: ReviewOutput): ReviewedFile | undefined {
  const weights = files.map(({ changes }) => Math.max(-1, ...changes.map(weightOf)));
  return files[weights.indexOf(Math.max(...weights))];
}

function weightOf(change: ReviewedChange): number {
  return isSettled(change) ? 0 : ['accept', 'untested', 'needs-reason', 'needs-change'].indexOf(change.verdict);
}

function rangeOf({ start, end }: ReviewedChange['range']): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
