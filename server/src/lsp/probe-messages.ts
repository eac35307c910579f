import type { Advice } from '../verdict/advice';
import type { Reason } from '../verdict/verdict';

/** Reasons told in a message; all of them are in the report. */
const toldReasons = 3;

/** Why there is no entry: which of *nothing can be guaranteed* and *could not be tested*, for which host, what helps. */
export function describeNoEntry(nextHop: string, { status, reasons, runnersUp }: Advice): string {
  const headline = status === 'untested' ? `${nextHop} could not be tested` : `${nextHop}: nothing can be guaranteed`;
  const [runnerUp] = runnersUp;
  const offer = runnerUp ? ` Possible, but not inserted: ${runnerUp.entry} (${sentences(runnerUp.reasons, 1)})` : '';
  return `${headline}. ${sentences(reasons, toldReasons)}${offer}`.trimEnd();
}

export function describeInserted(entry: string, reasons: readonly Reason[]): string {
  return `Inserted: ${entry}. ${sentences(reasons, 1)}`.trimEnd();
}

export function describeKept(nextHop: string, reason: string): string {
  return `${nextHop}: the entry stays as it is. ${reason}`;
}

/** Asked before names are written that nobody but plain DNS vouches for. */
export function askForNames(entry: string, names: readonly string[]): string {
  const told = names.length === 1 ? 'The name' : 'The names';
  return `Insert "${entry}"? ${told} ${names.join(', ')} came from plain DNS, which anybody on the way can forge.`;
}

/** The first reasons, each as a sentence. */
export function sentences(reasons: readonly Reason[], count: number): string {
  return reasons
    .slice(0, count)
    .map(({ text }) => (/[.!?]$/.test(text) ? text : `${text}.`))
    .join(' ');
}
