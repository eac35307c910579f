import { formatPolicyValue } from '../policy/entry';
import { counted, t } from '../text/translate';
import type { VerifyResult } from '../verify/result';
import { betterOf, isUnsteady, summarizeVerify, type VerifiedFile } from './verify-result';

/** Reasons told of one entry; the JSON output has all of them. */
const toldReasons = 3;

/** `fails: mail is deferred`. */
export function outcomeWords({ outcome, verification }: VerifyResult): string {
  switch (outcome) {
    case 'holds':
      return t('holds');
    case 'upgradable':
      return t('could be stronger');
    case 'untested':
      return t('could not be tested');
    case 'weaker':
      return verification?.isUnprotected === true ? t('protects nothing now') : t('protects less than it says');
    case 'fails':
      return verification?.outcome === 'bounced' ? t('fails: mail bounces') : t('fails: mail is deferred');
  }
}

/** How that differs from the last run; null where it does not. */
export function driftWords({ drift, outcome }: VerifyResult): string | null {
  switch (drift) {
    case 'newly-failing':
    case 'newly-weaker':
      return t('it did not in the last run');
    case 'newly-upgradable':
      return t('since the last run');
    case 'recovered':
      return outcome === 'holds' ? t('again: it did not in the last run') : t('and it did not hold in the last run');
    case null:
      return null;
  }
}

/** What is to be said of an entry, in sentences. */
export function verifyDetails(result: VerifyResult): readonly string[] {
  const { reasons, verification, expiring, entry, outcome } = result;
  const isPlain = outcome === 'holds' && !isUnsteady(result);
  const better = betterOf(result);
  return [
    ...(isPlain ? [] : reasons.slice(0, toldReasons).map(({ text }) => text)),
    ...(verification?.waiting ?? []).map(({ host, reason }) => t('No mail goes to {0}: {1}', host, reason.text)),
    ...expiring.map(expiryInWords),
    ...(better === null ? [] : [betterInWords(better, `${entry.key} ${formatPolicyValue(better.replacement.value)}`)]),
  ];
}

function expiryInWords({ host, notAfter, days }: VerifyResult['expiring'][number]): string {
  const date = notAfter.slice(0, 10);
  if (days < 0) return t('The certificate of {0} ended on {1}.', host, date);
  return days === 1
    ? t('The certificate of {0} ends on {1}, in one day.', host, date)
    : t('The certificate of {0} ends on {1}, in {2} days.', host, date, days);
}

function betterInWords({ kind }: NonNullable<ReturnType<typeof betterOf>>, line: string): string {
  return kind === 'stronger' ? t('Stronger: {0}', line) : t('This would hold: {0}', line);
}

/** `2 of 500 entries hold; 1 fails (1 newly), 1 could not be tested`. */
export function describeVerify(files: readonly Pick<VerifiedFile, 'results'>[]): string {
  const summary = summarizeVerify(files);
  const { entries, holds } = summary;
  if (entries === 0) return t('there is no entry to verify');
  const parts: readonly (readonly [count: number, words: string, newly: number])[] = [
    [summary.fails, counted(summary.fails, '1 fails', '{0} fail'), summary.newlyFailing],
    [
      summary.weaker,
      counted(summary.weaker, '1 protects less than it says', '{0} protect less than they say'),
      summary.newlyWeaker,
    ],
    [summary.untested, counted(summary.untested, '1 could not be tested', '{0} could not be tested'), 0],
    [
      summary.upgradable,
      counted(summary.upgradable, '1 could be stronger', '{0} could be stronger'),
      summary.newlyUpgradable,
    ],
    [summary.recovered, t('{0} recovered', summary.recovered), 0],
    [summary.unsteady, counted(summary.unsteady, '1 is not steady', '{0} are not steady'), 0],
    [
      summary.expiring,
      counted(summary.expiring, '1 rests on a certificate that ends soon', '{0} rest on certificates that end soon'),
      0,
    ],
  ];
  const told = parts
    .filter(([count]) => count > 0)
    .map(([, words, newly]) => (newly === 0 ? words : `${words} (${t('{0} newly', newly)})`));
  const head = entries === 1 ? t('{0} of 1 entry holds', holds) : t('{0} of {1} entries hold', holds, entries);
  return told.length === 0 ? head : `${head}; ${told.join(', ')}`;
}
