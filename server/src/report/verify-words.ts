import { formatPolicyValue } from '../policy/entry';
import type { VerifyResult } from '../verify/result';
import { betterOf, isUnsteady, summarizeVerify, type VerifiedFile } from './verify-result';

/** Reasons told of one entry; the JSON output has all of them. */
const toldReasons = 3;

/** `fails: mail is deferred`. */
export function outcomeWords({ outcome, verification }: VerifyResult): string {
  switch (outcome) {
    case 'holds':
      return 'holds';
    case 'upgradable':
      return 'could be stronger';
    case 'untested':
      return 'could not be tested';
    case 'weaker':
      return 'protects less than it says';
    case 'fails':
      return verification?.outcome === 'bounced' ? 'fails: mail bounces' : 'fails: mail is deferred';
  }
}

/** How that differs from the last run; null where it does not. */
export function driftWords({ drift, outcome }: VerifyResult): string | null {
  switch (drift) {
    case 'newly-failing':
      return 'it did not in the last run';
    case 'newly-weaker':
      return 'it did not in the last run';
    case 'newly-upgradable':
      return 'since the last run';
    case 'recovered':
      return outcome === 'holds' ? 'again: it did not in the last run' : 'and it did not hold in the last run';
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
    ...(verification?.waiting ?? []).map(({ host, reason }) => `No mail goes to ${host}: ${reason.text}`),
    ...expiring.map(({ host, notAfter, days }) =>
      days < 0
        ? `The certificate of ${host} ended on ${notAfter.slice(0, 10)}.`
        : `The certificate of ${host} ends on ${notAfter.slice(0, 10)}, in ${days} ${days === 1 ? 'day' : 'days'}.`,
    ),
    ...(better === null
      ? []
      : [
          `${better.kind === 'stronger' ? 'Stronger' : 'This would hold'}: ${entry.key} ${formatPolicyValue(better.replacement.value)}`,
        ]),
  ];
}

/** `2 of 500 entries fail (1 newly), 1 could not be tested`; `all 500 entries hold`. */
export function describeVerify(files: readonly Pick<VerifiedFile, 'results'>[]): string {
  const summary = summarizeVerify(files);
  const { entries } = summary;
  if (entries === 0) return 'there is no entry to verify';
  const newly = (count: number): string => (count === 0 ? '' : ` (${count} newly)`);
  const parts: readonly (readonly [number, string])[] = [
    [summary.fails, `${summary.fails === 1 ? 'fails' : 'fail'}${newly(summary.newlyFailing)}`],
    [
      summary.weaker,
      `${summary.weaker === 1 ? 'protects less than it says' : 'protect less than they say'}${newly(summary.newlyWeaker)}`,
    ],
    [summary.untested, 'could not be tested'],
    [summary.upgradable, `could be stronger${newly(summary.newlyUpgradable)}`],
    [summary.recovered, 'recovered'],
    [summary.unsteady, summary.unsteady === 1 ? 'is not steady' : 'are not steady'],
    [
      summary.expiring,
      summary.expiring === 1 ? 'rests on a certificate that ends soon' : 'rest on certificates that end soon',
    ],
  ];
  const told = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return `${summary.holds} of ${entries} ${entries === 1 ? 'entry holds' : 'entries hold'}${told.length > 0 ? `; ${told.join(', ')}` : ''}`;
}
