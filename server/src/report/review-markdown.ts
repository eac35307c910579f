import type { ReviewedChange } from '../review/change';
import { counted, t } from '../text/translate';
import { codeSpan, prose } from './escape';
import { blocks, bullets, table } from './markdown';
import type { ReviewRun } from './review-result';
import { type ReviewRow, rowsByDomain } from './review-rows';
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

/** A comment of GitHub ends at 65,536 characters; together these stay below, with room for the headings. */
const limits = {
  rows: { count: 200, characters: 20_000 },
  details: { count: 60, characters: 28_000 },
  refused: { count: 20, characters: 6_000 },
  effective: { count: 30, characters: 5_000 },
};
const textLimit = 300;
/** Of one row. */
const mostInDetail = 10;

/** What one pastes into the merge request: one row for each domain, the worst first, and the details folded. */
export function reviewMarkdown(run: ReviewRun): string {
  const all = rowsByDomain(rankedChanges(run));
  const rows = takeWithin(
    all.slice(0, limits.rows.count).map(cellsOf),
    limits.rows,
    (cells) => cells.join(' | ').length,
  );
  const told = all.slice(0, rows.length).filter(({ changes }) => !changes.every(isAccepted));
  const details = takeWithin(told.slice(0, limits.details.count).map(detail), limits.details, (text) => text.length);
  const refused = takeWithin(
    run.refused
      .slice(0, limits.refused.count)
      .map(({ path, reason }) => `${codeSpan(path, { limit: textLimit })}: ${prose(reason, { limit: textLimit })}`),
    limits.refused,
    (line) => line.length,
  );
  const effective = describeEffective(run.files).flatMap(({ sentences }) =>
    sentences.map((text) => prose(text, { limit: textLimit })),
  );
  const moved = takeWithin(effective.slice(0, limits.effective.count), limits.effective, (text) => text.length);
  const silent = run.files.flatMap((file) => {
    const words = describeSilent(file);
    return words === null ? [] : [`${codeSpan(file.path, { limit: textLimit })}: ${words}`];
  });
  return `${blocks(
    t('# Review of the TLS policy'),
    t('{0} to {1}: {2}.', codeSpan(run.base), codeSpan(run.head), describeReview(run.files)),
    ...run.notes.map((note) => prose(note)),
    run.refused.length > 0 ? t('## Refused') : null,
    bullets(refused),
    leftOut(run.refused.length - refused.length, (left) =>
      counted(left, '*1 more file not shown here.*', '*{0} more files not shown here.*'),
    ),
    rows.length > 0 ? table([t('Domain'), t('Change'), t('Verdict'), t('Why')], rows) : null,
    leftOut(countIn(all.slice(rows.length)), (left) =>
      counted(left, '*1 more change not shown here.*', '*{0} more changes not shown here.*'),
    ),
    bullets(silent.slice(0, limits.refused.count)),
    details.length > 0 ? t('<details><summary>Details</summary>') : null,
    ...details,
    leftOut(told.length - details.length, (left) =>
      counted(left, '*1 more detail not shown here.*', '*{0} more details not shown here.*'),
    ),
    details.length > 0 ? '</details>' : null,
    moved.length > 0 ? t('<details><summary>What applies now</summary>') : null,
    bullets(moved),
    leftOut(effective.length - moved.length, (left) =>
      counted(left, '*1 more domain not shown here.*', '*{0} more domains not shown here.*'),
    ),
    moved.length > 0 ? '</details>' : null,
  )}\n`;
}

function isAccepted({ change }: PlacedChange): boolean {
  return change.verdict === 'accept';
}

function countIn(rows: readonly ReviewRow[]): number {
  return rows.reduce((sum, { changes }) => sum + changes.length, 0);
}

function cellsOf({ subject, changes }: ReviewRow): readonly string[] {
  const [{ change: worst }, ...others] = changes;
  const [first = ''] = detailsOf(worst);
  const why =
    worst.instead === null
      ? prose(first, { inTable: true, limit: textLimit })
      : t('Write instead: {0}', codeSpan(worst.instead, { inTable: true, limit: textLimit }));
  const more = others.length === 0 ? '' : counted(others.length, '(and 1 more change)', '(and {0} more changes)');
  return [
    codeSpan(subject, { inTable: true, limit: textLimit }),
    [...new Set(changes.map(({ change }) => kindWords(change)))].join(', '),
    verdictWords(worst),
    [why, more].filter((part) => part !== '').join(' '),
  ];
}

/** What is to be said of one change, without its name and its verdict. */
export function changeMarkdown(change: ReviewedChange): string {
  const lines = change.kind === 'configuration' ? [] : [change.before, change.after];
  const diff = ['-', '+'].flatMap((sign, index) => {
    const text = lines[index];
    return text == null ? [] : [`${sign} ${text}`];
  });
  return blocks(
    diff.length === 0 ? null : diff.map((each) => codeSpan(each, { limit: textLimit })).join('  \n'),
    bullets(detailsOf(change).map((text) => prose(text, { limit: textLimit }))),
  );
}

/** A row unfolded: each change that is not simply accepted, with its place. */
function detail({ subject, changes }: ReviewRow): string {
  const name = codeSpan(subject, { limit: textLimit });
  const [only, ...others] = changes.filter((each) => !isAccepted(each));
  if (only === undefined) return '';
  if (others.length === 0)
    return blocks(`**${name}** (${placeOf(only)}): ${verdictWords(only.change)}`, changeMarkdown(only.change));
  const each = [only, ...others].slice(0, mostInDetail);
  const left = others.length + 1 - each.length;
  return blocks(
    `**${name}**`,
    ...each.flatMap((placed) => [`${placeOf(placed)}: ${verdictWords(placed.change)}`, changeMarkdown(placed.change)]),
    leftOut(left, (count) => counted(count, '*1 more change not shown here.*', '*{0} more changes not shown here.*')),
  );
}

function placeOf({ file, line }: PlacedChange): string {
  return codeSpan(`${file.path}:${line}`, { limit: textLimit });
}

function leftOut(count: number, tell: (left: number) => string): string | null {
  return count === 0 ? null : tell(count);
}
