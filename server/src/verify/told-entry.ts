import type { VerifyOutcome } from './outcome';

/** Names one entry of a table, wherever it stands in it. */
export interface EntryName {
  /** As Postfix looks it up. */
  readonly key: string;
  /** Which of the entries with this key, counted from 0. */
  readonly occurrence: number;
}

/** What is told of a verified entry, in texts that can be kept and shown later. */
export interface ToldEntry extends EntryName {
  /** What was judged, and for whom: a result holds for an entry only as long as this is the same. */
  readonly judged: string;
  readonly outcome: VerifyOutcome;
  /** `fails: mail is deferred`. */
  readonly words: string;
  /** Why, in sentences; the first weighs most. Empty where it simply holds. */
  readonly details: readonly string[];
  /** What the entry demands, and what was seen instead; a few lines each. */
  readonly expected: string;
  readonly actual: string;
  /** The line that could stand in its place; null where nothing better is known. */
  readonly better: string | null;
  /** Who was asked. */
  readonly nextHops: readonly string[];
  /** When that was seen, ISO 8601; null where nobody was asked. */
  readonly seenAt: string | null;
  /** When it was verified. */
  readonly verifiedAt: string;
  /** Since when an entry has held that waits in a comment, ISO 8601; absent where it does not. */
  readonly goodSince?: string;
}

/** Why an entry could not be tested, without saying that once more; null for another outcome. */
export function causeOf({ outcome, words, details }: ToldEntry): string | null {
  const [cause] = details;
  return outcome !== 'untested' || cause === undefined ? null : cause.replace(`: ${words}`, '');
}

/** One text for each entry of a table, to find it by. */
export function entryId({ key, occurrence }: EntryName): string {
  return occurrence === 0 ? key : `${key} ${occurrence}`;
}
