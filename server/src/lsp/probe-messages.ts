import type { SecurityLevel } from '../policy/entry';
import { t } from '../text/translate';
import type { Advice } from '../verdict/advice';
import type { Reason } from '../verdict/verdict';

/** Reasons told in a message; all of them are in the report. */
const toldReasons = 3;

/** Why there is no entry: which of *nothing can be guaranteed* and *could not be tested*, for which host, what helps. */
export function describeNoEntry(nextHop: string, { status, reasons, runnersUp }: Advice): string {
  const headline =
    status === 'untested' ? t('{0} could not be tested', nextHop) : t('{0}: nothing can be guaranteed', nextHop);
  const [runnerUp] = runnersUp;
  const offer = runnerUp
    ? t(' Possible, but not inserted: {0} ({1})', runnerUp.entry, sentences(runnerUp.reasons, 1))
    : '';
  return `${headline}. ${sentences(reasons, toldReasons)}${offer}`.trimEnd();
}

export function describeInserted(entry: string, reasons: readonly Reason[]): string {
  return t('Inserted: {0}. {1}', entry, sentences(reasons, 1)).trimEnd();
}

export function describeKept(nextHop: string, reason: string): string {
  return t('{0}: the entry stays as it is. {1}', nextHop, reason);
}

/** Asked before names are written that nobody but plain DNS vouches for, or keys that nobody does. */
export function askForNames(entry: string, names: readonly string[], level: SecurityLevel): string {
  if (level === 'fingerprint') {
    return t(
      'Insert "{0}"? Nobody vouches for the keys of {1}: they are those of whoever answered.',
      entry,
      names.join(', '),
    );
  }
  return names.length === 1
    ? t('Insert "{0}"? The name {1} came from plain DNS, which anybody on the way can forge.', entry, names.join(''))
    : t(
        'Insert "{0}"? The names {1} came from plain DNS, which anybody on the way can forge.',
        entry,
        names.join(', '),
      );
}

/** The first reasons, each as a sentence. */
export function sentences(reasons: readonly Reason[], count: number): string {
  return reasons
    .slice(0, count)
    .map(({ text }) => (/[.!?]$/.test(text) ? text : `${text}.`))
    .join(' ');
}
