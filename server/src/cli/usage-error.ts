import { nearest } from '../text/nearest';

/** Wrong arguments; the message says what to write instead, and the exit code is that of a failure. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** `; did you mean X?` where one of the known words is near enough to be meant, else nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === null ? '' : `; did you mean ${meant}?`;
}
