import type { ChangeKind, ReviewedChange, ReviewedFile } from '../review/change';
import { isBlocking } from '../review/change';
import { type ReviewSummary, summarizeReview } from '../review/summary';
import { createLineIndex } from '../text/line-index';
import type { ReviewRun } from './review-result';

/** The verdict in words; a reason that is given makes the difference. */
export function verdictWords(change: ReviewedChange): string {
  switch (change.verdict) {
    case 'needs-change':
      return 'needs change';
    case 'needs-reason':
      return isBlocking(change) ? 'needs a reason' : 'reason given';
    case 'untested':
      return 'could not be tested';
    case 'accept':
      return 'accept';
  }
}

const kinds: Readonly<Record<ChangeKind, string>> = {
  added: 'added',
  removed: 'removed',
  renamed: 'renamed',
  stronger: 'stronger',
  weaker: 'weaker',
  different: 'different',
  equivalent: 'equivalent',
  order: 'order',
  finding: 'finding',
  setting: 'setting',
  configuration: 'configuration',
  directive: 'comment for check',
  conflict: 'merge conflict',
  hidden: 'hidden characters',
  file: 'file',
};

export function kindWords({ kind }: Pick<ReviewedChange, 'kind'>): string {
  return kinds[kind];
}

/** `1 needs change, 2 could not be tested`; `nothing changes for mail`. */
export function describeReview(files: readonly ReviewedFile[]): string {
  const summary = summarizeReview(files);
  const words: readonly (readonly [keyof ReviewSummary, string])[] = [
    ['needsChange', 'needs change'],
    ['needsReason', 'needs a reason'],
    ['reasonGiven', 'with a reason given'],
    ['untested', 'could not be tested'],
    ['accepted', 'accepted'],
  ];
  const told = words.filter(([key]) => summary[key] > 0).map(([key, word]) => `${summary[key]} ${word}`);
  return told.length === 0 ? 'nothing changes for mail' : told.join(', ');
}

/** `1,000 entries moved, 2 comments changed`; null where there is nothing of the kind. */
export function describeSilent({ silent: { moved, comments, formatted }, oldFindings }: ReviewedFile): string | null {
  const told = [
    counted(moved, 'entry moved', 'entries moved'),
    counted(comments, 'comment changed', 'comments changed'),
    counted(formatted, 'entry with other blanks', 'entries with other blanks'),
    counted(oldFindings, 'finding of check that was there before', 'findings of check that were there before'),
  ].filter((each) => each !== null);
  return told.length === 0 ? null : told.join(', ');
}

function counted(count: number, one: string, several: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : several}`;
}

/** What is to be told of a change, the verdict left out: why, what it comes to, what was seen. In the order of weight. */
export function detailsOf({ objections, effects, reason, live, instead }: ReviewedChange): readonly string[] {
  const messages = objections.map(({ message, rule }) => `${message} [${rule}]`);
  const isTold = (text: string): boolean => objections.some(({ message }) => message === text);
  const seen = live === null ? [] : live.reasons.filter((text) => !isTold(text)).map((text) => `Seen: ${text}`);
  return [
    ...messages,
    ...effects.filter((effect) => !isTold(effect)),
    ...(reason === null ? [] : [`Reason: ${reason}`]),
    ...seen,
    ...(live?.advised == null || live.advised === instead ? [] : [`Advised: ${live.advised}`]),
    ...(instead === null ? [] : [`Write instead: ${instead}`]),
  ];
}

export interface PlacedChange {
  readonly file: ReviewedFile;
  readonly change: ReviewedChange;
  /** From 1. */
  readonly line: number;
}

const worstFirst = ['needs-change', 'needs-reason', 'untested', 'accept'] as const;

/** All changes with their places, the worst first, and those of one verdict in the order of the files. */
export function rankedChanges({ files }: Pick<ReviewRun, 'files'>): readonly PlacedChange[] {
  const all = files.flatMap((file) => {
    const index = createLineIndex(file.text);
    return file.changes.map((change) => ({ file, change, line: index.positionAt(change.span.start).line + 1 }));
  });
  return worstFirst.flatMap((verdict) => all.filter(({ change }) => change.verdict === verdict));
}
