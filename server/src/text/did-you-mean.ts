import { nearest } from './nearest';
import { t } from './translate';

/** `; did you mean X?` where one of the known words is near enough to be meant, else nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === null ? '' : t('; did you mean {0}?', meant);
}
