import { t } from '../text/translate';
import type { InstalledList } from './state';

/**
 * What is to be told of the age of the list in force; null where it is young enough.
 *
 * @param maxAge milliseconds.
 * @param isConfirmed its source was read in this run, and says the same.
 */
export function staleNote(list: InstalledList, now: Date, maxAge: number, isConfirmed: boolean): string | null {
  const { origin, confirmedAt } = list;
  // A clock that was far ahead must not keep a list young for years.
  const ageOf = (date: string): number => Math.abs(now.getTime() - Date.parse(date));
  if (!isConfirmed && ageOf(confirmedAt) > maxAge) {
    return t('The list in force is stale: nothing was taken from its source since {0}.', confirmedAt);
  }
  if (origin.kind === 'git' && ageOf(origin.committedAt) > maxAge) {
    return t('The list in force is stale: its last commit is of {0}.', origin.committedAt);
  }
  return null;
}
