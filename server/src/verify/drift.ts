import { isBad, type VerifyOutcome } from './outcome';

/** How an outcome differs from that of the run before, judged by the same entry: what changed is the domain. */
export type Drift = 'newly-failing' | 'newly-weaker' | 'recovered' | 'newly-upgradable';

/** Null where nothing changed that matters, and where one of the two could not be tested. */
export function driftFrom(before: VerifyOutcome | null, now: VerifyOutcome): Drift | null {
  if (before === null || before === 'untested' || now === 'untested' || before === now) return null;
  if (now === 'fails') return 'newly-failing';
  if (now === 'weaker') return before === 'fails' ? null : 'newly-weaker';
  if (isBad(before)) return 'recovered';
  return now === 'upgradable' ? 'newly-upgradable' : null;
}
