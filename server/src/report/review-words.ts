import type { ChangeKind, ReviewedChange, ReviewedFile } from '../review/change';
import { isBlocking } from '../review/change';
import type { SiteEffectiveChange } from '../review/site/compare-sites';
import { nextHopWords } from '../review/site/site-change';
import type { SitePolicy } from '../review/site/site-policy';
import { type ReviewSummary, summarizeReview } from '../review/summary';
import type { AppliedEntry } from '../review/table-index';
import { createLineIndex } from '../text/line-index';
import { counted, t } from '../text/translate';
import type { ReviewRun } from './review-result';

/** The verdict in words; a reason that is given makes the difference. */
export function verdictWords(change: ReviewedChange): string {
  if (change.isAcceptedAsIs) return t('accepted as it is');
  switch (change.verdict) {
    case 'needs-change':
      return t('needs change');
    case 'needs-reason':
      return isBlocking(change) ? t('needs a reason') : t('reason given');
    case 'untested':
      return t('could not be tested');
    case 'accept':
      return t('accept');
  }
}

/** In English; translated where they are told. */
const changeKindWords: Readonly<Record<ChangeKind, string>> = {
  added: 'added',
  removed: 'removed',
  renamed: 'renamed',
  stronger: 'stronger',
  weaker: 'weaker',
  different: 'different',
  equivalent: 'equivalent',
  order: 'order',
  moved: 'moved',
  finding: 'finding',
  setting: 'setting',
  site: 'whole site',
  configuration: 'configuration',
  directive: 'comment for check',
  conflict: 'merge conflict',
  hidden: 'hidden characters',
  file: 'file',
};

export function kindWords({ kind }: Pick<ReviewedChange, 'kind'>): string {
  return t(changeKindWords[kind]);
}

/** `1 needs change, 2 could not be tested`; `nothing changes for mail`. */
export function describeReview(files: readonly ReviewedFile[]): string {
  const summary = summarizeReview(files);
  const words: readonly (readonly [keyof ReviewSummary, string])[] = [
    ['needsChange', t('{0} needs change', summary.needsChange)],
    ['needsReason', t('{0} needs a reason', summary.needsReason)],
    ['reasonGiven', t('{0} with a reason given', summary.reasonGiven)],
    ['untested', t('{0} could not be tested', summary.untested)],
    ['accepted', t('{0} accepted', summary.accepted)],
  ];
  const told = words.filter(([key]) => summary[key] > 0).map(([, word]) => word);
  return told.length === 0 ? t('nothing changes for mail') : told.join(', ');
}

/** `1,000 entries moved, 2 comments changed`; null where there is nothing of the kind. */
export function describeSilent({ silent: { moved, comments, formatted }, oldFindings }: ReviewedFile): string | null {
  const told: readonly (readonly [number, string])[] = [
    [moved, counted(moved, '1 entry moved', '{0} entries moved')],
    [comments, counted(comments, '1 comment changed', '{0} comments changed')],
    [formatted, counted(formatted, '1 entry with other blanks', '{0} entries with other blanks')],
    [
      oldFindings,
      counted(oldFindings, '1 finding of check that was there before', '{0} findings of check that were there before'),
    ],
  ];
  const some = told.filter(([count]) => count > 0).map(([, words]) => words);
  return some.length === 0 ? null : some.join(', ');
}

/** What is to be told of a change, the verdict left out: why, what it comes to, what was seen. In the order of weight. */
export function detailsOf({ objections, effects, reason, live, instead }: ReviewedChange): readonly string[] {
  const messages = objections.map(({ message, rule }) => `${message} [${rule}]`);
  const isTold = (text: string): boolean => objections.some(({ message }) => message === text);
  const seen = live === null ? [] : live.reasons.filter((text) => !isTold(text)).map((text) => t('Seen: {0}', text));
  return [
    ...messages,
    ...effects.filter((effect) => !isTold(effect)),
    ...(reason === null ? [] : [t('Reason: {0}', reason)]),
    ...seen,
    ...(live?.advised == null || live.advised === instead ? [] : [t('Advised: {0}', live.advised)]),
    ...(instead === null ? [] : [t('Write instead: {0}', instead)]),
  ];
}

/** What a file has to tell of what applies to next-hops. */
interface AppliedIn {
  readonly path: string;
  readonly sentences: readonly string[];
}

/**
 * Next-hops for which something else decides now; where the same entry says another thing, its change shows it. A table of
 * a site is told with its main.cf.
 */
export function describeEffective(files: readonly ReviewedFile[]): readonly AppliedIn[] {
  const within = new Set(files.flatMap(({ site }) => site?.tables ?? []));
  return files.map(({ path, effective, site }) => {
    if (site !== null)
      return { path, sentences: [...site.effective.flatMap(siteWords), ...unknownWords(site.unknown)] };
    return { path, sentences: within.has(path) ? [] : effective.flatMap(tableWords) };
  });
}

function tableWords({ nextHop, before, after }: ReviewedFile['effective'][number]): readonly string[] {
  if (before === null || after === null || before.key === after.key) return [];
  return [t('{0}: {1} applies, and before {2}', nextHopWords(nextHop), entryWords(after), entryWords(before))];
}

function siteWords({ nextHop, before, after }: SiteEffectiveChange): readonly string[] {
  const isSameEntry = before?.table === after?.table && before?.key === after?.key;
  const isSameWay = before?.via === after?.via && before?.service === after?.service;
  if (isSameEntry && isSameWay && before?.value !== after?.value) return [];
  return [t('{0}: now {1}; before {2}', nextHopWords(nextHop), policyWords(after), policyWords(before))];
}

function unknownWords(tables: readonly string[]): readonly string[] {
  return tables.length === 0 ? [] : [t('What {0} says is not known here.', tables.join(', '))];
}

/** `"example.org secure" of hash:/etc/postfix/tls_policy`, and by which way where that is another one. */
function policyWords(policy: SitePolicy | null): string {
  if (policy === null) return t('nothing of smtp(8)');
  const { service, via, table, key, value, actsAs } = policy;
  const level = value?.split(' ')[0];
  const what =
    table === null
      ? t('level {0} of main.cf', value ?? '?')
      : value === null
        ? t('an error of {0}', table)
        : t('{0} of {1}', entryWords({ key: key ?? '', value }), table);
  return [
    what,
    ...(actsAs === null || actsAs === level
      ? []
      : [actsAs === 'defers' ? t('so that mail waits') : t('which acts as {0}', actsAs)]),
    ...(via === null ? [] : [t('by {0}', via)]),
    ...(service === 'smtp' ? [] : [t('by the service {0}', service)]),
  ].join(', ');
}

function entryWords({ key, value }: AppliedEntry): string {
  return `"${key} ${value}"`;
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
  const open = all.filter(({ change }) => !change.isAcceptedAsIs);
  return [
    ...worstFirst.flatMap((verdict) => open.filter(({ change }) => change.verdict === verdict)),
    ...all.filter(({ change }) => change.isAcceptedAsIs),
  ];
}
