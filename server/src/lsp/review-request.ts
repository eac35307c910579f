import type { ChangeName } from '../review/accept-as-is';
import type { ReviewRequest } from '../revisions/conversation';
import { asRecord } from './settings';

/** Reads the argument of the command; a text tells what is wrong with it. */
export function readReviewRequest(args: readonly unknown[] | undefined): ReviewRequest | string {
  const { folder, base = null, head = null, probe = [], accepted = [] } = asRecord(args?.[0]);
  if (typeof folder !== 'string') return 'the argument needs a "folder"';
  if (!isTextOrNull(base) || !isTextOrNull(head)) return '"base" and "head" are texts, or null';
  if (probe !== 'all' && !isList(probe, (each) => typeof each === 'string')) return '"probe" is "all" or a list';
  if (!isList(accepted, isChangeName)) return '"accepted" is a list of changes';
  return { folder, base, head, probe, accepted };
}

function isChangeName(value: unknown): value is ChangeName {
  const { path, kind, subject, before, after } = asRecord(value);
  return [path, kind, subject].every((each) => typeof each === 'string') && isTextOrNull(before) && isTextOrNull(after);
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isList<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}
