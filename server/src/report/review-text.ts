import type { ReviewedFile } from '../review/change';
import { counted, t } from '../text/translate';
import { visible, wholeText } from './escape';
import type { ReviewRun } from './review-result';
import {
  describeEffective,
  describeReview,
  describeSilent,
  detailsOf,
  kindWords,
  type PlacedChange,
  rankedChanges,
  verdictWords,
} from './review-words';
import { takeWithin } from './take-within';

/** More than anybody reads; the worst are kept. */
const limits = { count: 500, characters: 500_000 };
const messageLimit = 1_000;
/** Of each file. */
const mostEffective = 50;

/** For a terminal: each change with its verdict, both lines and what is to be said, the worst first. */
export function reviewText(run: ReviewRun): string {
  const ranked = rankedChanges(run);
  const shown = takeWithin(ranked.slice(0, limits.count).map(tell), limits, (text) => text.length);
  const left = ranked.length - shown.length;
  return [
    ...run.refused.map(({ path, reason }) => `${t('{0} refused: {1}', visible(path, wholeText), visible(reason))}\n`),
    ...shown,
    ...(left > 0
      ? [
          `${counted(left, '1 more change not shown here; --format json has all', '{0} more changes not shown here; --format json has all')}\n`,
        ]
      : []),
    ...describeEffective(run.files).flatMap(tellEffective),
    ...run.files.flatMap(tellSilent),
    ...run.notes.map((note) => `${visible(note)}\n`),
    `${describeReview(run.files)}\n`,
  ].join('');
}

function tell({ file, change, line }: PlacedChange): string {
  const place = `${visible(file.path, wholeText)}:${line}`;
  const lines = [
    `${place} ${verdictWords(change)}: ${kindWords(change)} ${visible(change.subject, messageLimit)}`,
    ...(change.kind === 'configuration' || change.before === null ? [] : [`  - ${visible(change.before)}`]),
    ...(change.kind === 'configuration' || change.after === null ? [] : [`  + ${visible(change.after)}`]),
    ...detailsOf(change).map((detail) => `    ${visible(detail, messageLimit)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function tellEffective(file: ReturnType<typeof describeEffective>[number]): readonly string[] {
  const told = file.sentences;
  const left = told.length - mostEffective;
  return [
    ...told.slice(0, mostEffective).map((text) => `${visible(file.path, wholeText)}: ${visible(text, messageLimit)}\n`),
    ...(left > 0
      ? [
          `${visible(file.path, wholeText)}: ${counted(left, '1 more domain not shown here', '{0} more domains not shown here')}\n`,
        ]
      : []),
  ];
}

function tellSilent(file: ReviewedFile): readonly string[] {
  const silent = describeSilent(file);
  return silent === null ? [] : [`${visible(file.path, wholeText)}: ${silent}\n`];
}
