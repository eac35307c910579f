import type { Evidence } from '../probe/evidence';

/** The same answer of every look since a first one, nothing between them: that the domain takes no mail. */
export interface NoMailSince {
  readonly answer: 'null-mx' | 'no-such-domain';
  /** When the first of these looks ended, ISO 8601. */
  readonly since: string;
}

/** Milliseconds, 7 days, for which an answer that nobody signed has to be the same. */
const longEnough = 7 * 86_400_000;

/** What a further look, later than all before, makes of it. One that saw nothing says nothing; any mail route ends it. */
export function nextNoMailSince(before: NoMailSince | null, look: Evidence): NoMailSince | null {
  const { routing, finishedAt } = look;
  if (routing === 'unknown') return before;
  if (routing !== 'null-mx' && routing !== 'no-such-domain') return null;
  if (before?.answer === routing || look.stopped !== undefined) return before;
  return { answer: routing, since: finishedAt };
}

/**
 * Whether the newest look at a domain repeats an answer of at least 7 days before, so that its entry may go without a proof by
 * DNSSEC: whoever forges the one would have to have forged the other, too.
 */
export function hasLongTakenNoMail(known: NoMailSince | null, newest: Evidence): boolean {
  const { routing, finishedAt, stopped } = newest;
  if (routing !== known?.answer || stopped !== undefined) return false;
  return Date.parse(finishedAt) - Date.parse(known.since) >= longEnough;
}
