import { isBad, type VerifyOutcome } from '../verify/outcome';
import type { VerifyResult } from '../verify/result';
import type { UncheckedFile } from './check-result';

/** One table with what became of its entries. */
export interface VerifiedFile {
  /** Relative to the current folder where it is below it, with slashes between. */
  readonly path: string;
  readonly text: string;
  /** In the order of the table. */
  readonly results: readonly VerifyResult[];
}

/** All that one run of `verify` came to, ready to be told in any format. */
export interface VerifyRun {
  /** The version of this program. */
  readonly version: string;
  readonly files: readonly VerifiedFile[];
  readonly unchecked: readonly UncheckedFile[];
  /** What concerns the run as a whole, in sentences: that DNSSEC can't be proven from here. */
  readonly notes: readonly string[];
  /** Days within which the end of a certificate is told. */
  readonly days: number;
  /** Whether the result makes the exit status 1. */
  readonly fails: (result: VerifyResult) => boolean;
}

/** How many entries there are of each kind; the outcomes exclude each other. */
export interface VerifySummary extends Readonly<Record<VerifyOutcome, number>> {
  readonly entries: number;
  readonly newlyFailing: number;
  readonly newlyWeaker: number;
  readonly recovered: number;
  readonly newlyUpgradable: number;
  readonly expiring: number;
  /** Those that did not hold at first, and held at a later look in the same run. */
  readonly unsteady: number;
}

export function summarizeVerify(files: readonly Pick<VerifiedFile, 'results'>[]): VerifySummary {
  const all = files.flatMap(({ results }) => results);
  const count = (has: (result: VerifyResult) => boolean): number => all.filter(has).length;
  const outcome = (wanted: VerifyOutcome): number => count((each) => each.outcome === wanted);
  const drift = (wanted: VerifyResult['drift']): number => count((each) => each.drift === wanted);
  return {
    entries: all.length,
    holds: outcome('holds'),
    upgradable: outcome('upgradable'),
    untested: outcome('untested'),
    weaker: outcome('weaker'),
    fails: outcome('fails'),
    newlyFailing: drift('newly-failing'),
    newlyWeaker: drift('newly-weaker'),
    recovered: drift('recovered'),
    newlyUpgradable: drift('newly-upgradable'),
    expiring: count(({ expiring }) => expiring.length > 0),
    unsteady: count(isUnsteady),
  };
}

/** Whether a person wants to see it: anything but an entry that holds as it did before. */
export function isWorthTelling({ outcome, drift, expiring, reasons }: VerifyResult): boolean {
  if (outcome !== 'holds' || drift !== null || expiring.length > 0) return true;
  return isUnsteady({ reasons });
}

/** Whether some look saw that it does not hold, and the one that decides saw that it does. */
export function isUnsteady({ reasons }: Pick<VerifyResult, 'reasons'>): boolean {
  return reasons.some(({ id }) => id === 'unsteady');
}

/** The better entry, where it is to be told: behind one that holds and is no weaker, another one is no news. */
export function betterOf({ outcome, verification }: VerifyResult) {
  const better = verification?.better ?? null;
  return outcome === 'upgradable' || isBad(outcome) ? better : null;
}
