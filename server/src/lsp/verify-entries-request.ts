import { t } from '../text/translate';
import type { VerifyEntriesRequest } from '../verify/conversation';
import { type EntryName, entryId } from '../verify/told-entry';
import { asRecord } from './settings';

/** Tells how a run goes on; sent only for a request that names its run. */
export const verifiedNotification = 'postfixTlsPolicy/verified';

/** Reads the argument of the command; a text tells what is wrong with it. */
export function readVerifyEntriesRequest(args: readonly unknown[] | undefined): VerifyEntriesRequest | string {
  const { uri, only, changedSince, run } = asRecord(args?.[0]);
  if (typeof uri !== 'string') return 'the argument needs a "uri"';
  if (only !== undefined && !isNames(only)) return 'in the argument "only" needs a list of entries';
  if (changedSince !== undefined && (typeof changedSince !== 'string' || changedSince.trim() === '')) {
    return t('Name a revision in git, for example HEAD or origin/main.');
  }
  return {
    uri,
    ...(only === undefined ? {} : { only }),
    ...(changedSince === undefined ? {} : { changedSince: changedSince.trim() }),
    ...(typeof run === 'string' ? { run } : {}),
  };
}

function isNames(value: unknown): value is readonly EntryName[] {
  return (
    Array.isArray(value) &&
    value.every((each) => {
      const { key, occurrence } = asRecord(each);
      return typeof key === 'string' && Number.isInteger(occurrence);
    })
  );
}

/** Whether an entry is among those that are asked for. */
export function isAskedFor({ only }: VerifyEntriesRequest): (name: EntryName) => boolean {
  if (only === undefined) return () => true;
  const ids = new Set(only.map(entryId));
  return (name) => ids.has(entryId(name));
}
