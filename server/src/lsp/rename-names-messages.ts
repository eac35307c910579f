import { counted, t } from '../text/translate';
import type { Renaming } from '../verdict/rename-names';

/** An entry that keeps the old names, and why. */
export interface Left {
  readonly key: string;
  readonly why: string;
}

/** Entries told in a message; all of them are in the report. */
const mostTold = 3;

/** Asked before names are replaced in several entries. */
export function askForRenaming(
  { from, to }: Renaming,
  count: number,
  plainNames: readonly string[],
  left: readonly Left[],
): string {
  const names = [...new Set(plainNames)];
  return [
    count === 1
      ? t('Replace {0} by {1} in one entry?', from.join(':'), to.join(':'))
      : t('Replace {0} by {1} in {2} entries?', from.join(':'), to.join(':'), count),
    ...(names.length === 0
      ? []
      : [t('Names that came from plain DNS, which anybody on the way can forge: {0}.', names.join(', '))]),
    ...stays(left),
  ].join(' ');
}

/** What came of it. */
export function describeRenamed(count: number, left: readonly Left[]): string {
  const head =
    count === 0
      ? t('No names were replaced.')
      : counted(count, 'One entry has the new names.', '{0} entries have the new names.');
  return [head, ...stays(left)].join(' ');
}

function stays(left: readonly Left[]): readonly string[] {
  if (left.length === 0) return [];
  const told = left.slice(0, mostTold).map(({ key, why }) => (why === '' ? key : `${key} (${why.replace(/\.$/, '')})`));
  const rest = left.length - told.length;
  return [t('These stay: {0}.', rest > 0 ? t('{0} and {1} more', told.join(', '), rest) : told.join(', '))];
}
