import { isStagedKey } from './staged';
import type { ToldEntry } from './told-entry';

/** The result of an entry that waits in a comment, with the time since when it has held; any other one as it is. */
export function withGoodSince(told: ToldEntry, before: ToldEntry | undefined): ToldEntry {
  if (!isStagedKey(told.key)) return told;
  const known = before?.judged === told.judged ? before.goodSince : undefined;
  const since = goodSince(told, known);
  return since === undefined ? told : { ...told, goodSince: since };
}

/** What could not be tested is neither good nor bad; after a run in which it failed all begins anew. */
function goodSince({ outcome, seenAt }: ToldEntry, known: string | undefined): string | undefined {
  switch (outcome) {
    case 'holds':
    case 'upgradable':
      return known ?? seenAt ?? undefined;
    case 'untested':
      return known;
    case 'weaker':
    case 'fails':
      return undefined;
  }
}
