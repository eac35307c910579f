import { isProven } from './candidate-record';
import { isStagedKey } from './staged';
import type { ToldEntry } from './told-entry';

/** The result of an entry that waits in a comment, with the time since when it has held; any other one as it is. */
export function withGoodSince(told: ToldEntry, before: ToldEntry | undefined): ToldEntry {
  if (!isStagedKey(told.key)) return told;
  const known = before?.judged === told.judged ? before.goodSince : undefined;
  const since = sinceWhen(told, known);
  return since === undefined ? told : { ...told, goodSince: since };
}

/** What could not be tested is neither good nor bad; after a run in which it failed all begins anew. */
function sinceWhen({ outcome, seenAt }: ToldEntry, known: string | undefined): string | undefined {
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

/** Whether a candidate has held for so many days, at the last look too. */
export function hasHeldFor(days: number, { goodSince, seenAt, outcome }: Held): boolean {
  if (goodSince === undefined || seenAt === null || (outcome !== 'holds' && outcome !== 'upgradable')) return false;
  return isProven({ firstGood: goodSince, lastGood: seenAt, runs: seenAt > goodSince ? 2 : 1 }, days);
}

type Held = Pick<ToldEntry, 'goodSince' | 'seenAt' | 'outcome'>;
