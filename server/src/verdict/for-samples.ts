import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import type { Advice, RunnerUp } from './advice';
import { type AdviseOptions, advise, commentOf } from './advise';
import { tell } from './advise-reasons';
import type { TriedCandidate } from './candidate';
import { type AtEach, standingAtAll } from './candidates-for-samples';
import { distinct, explain, explainRunnerUp } from './explain';
import { type Chosen, type EntryPlan, planEntry, planReplacement } from './plan';
import { type Replacement, replacementsBy } from './replacements';
import type { Sender } from './sender';
import { compareStrength } from './strength';
import type { Reason } from './verdict';
import { betterBy, severities, type Verification, verifyEntry } from './verify-entry';

/** A domain below a `.domain` key, which has no next-hop of its own and so is judged by others. */
interface Sample {
  readonly evidence: Evidence;
  readonly advice: Advice;
}

/** Why a candidate, at one sample. */
type ReasonsAt = (tried: TriedCandidate, evidence: Evidence) => readonly Reason[];

/**
 * The strongest entry that stands at all samples of a `.domain` key: one that is advised or offered at each of them, else
 * `secure` with the names that they need together. Where a sample has none, there is none for the key. Its runners-up
 * stand at all samples, too: what costs mail at one of them is not offered for domains that nobody looked at.
 *
 * @param key as it shall stand in the line
 */
export function adviseForSamples(
  key: string,
  samples: readonly Evidence[],
  sender: Sender,
  options: AdviseOptions = {},
): Advice {
  const each = samples.map((evidence) => ({ evidence, advice: advise(evidence, sender, options) }));
  const domains = samples.map(({ domain }) => domain);
  const [first] = samples;
  const missing = each.filter(({ advice }) => advice.status !== 'found');
  if (first === undefined || missing.length > 0) return withoutEntry(missing);
  const [best, ...others] = standingAtAll(samples, sender, options);
  if (best === undefined) return nothing('none', [tell('samples-differ', domains)]);
  const judged = tell('samples-judged', domains);
  const because = (reasonsAt: ReasonsAt, candidate: AtEach) =>
    distinct([judged, ...candidate.flatMap((tried, index) => reasonsAt(tried, samples[index] ?? first))]);
  return {
    status: 'found',
    ...entryOf(key, best, first, options),
    reasons: because((tried, evidence) => explain(tried, evidence, sender), best),
    runnersUp: others.map((candidate) => ({
      ...entryOf(key, candidate, first, options),
      reasons: because((tried, evidence) => explainRunnerUp(tried, evidence, sender, []), candidate),
    })),
  };
}

function entryOf(
  key: string,
  candidate: AtEach,
  first: Evidence,
  options: AdviseOptions,
): Pick<RunnerUp, 'value' | 'entry' | 'comment' | 'confirm'> {
  const [{ kind, value }] = candidate;
  const plainNames = [...new Set(candidate.flatMap((tried) => tried.plainNames))];
  return {
    value,
    entry: `${key} ${formatPolicyValue(value)}`,
    comment: commentOf({ kind, plainNames }, first, options),
    confirm: plainNames,
  };
}

/** What that advice may do to the existing value; null for a bare key. Nothing where it may not at one of the samples. */
export function planForSamples(
  existing: PolicyValue | null,
  advice: Advice,
  samples: readonly Evidence[],
  sender: Sender,
): EntryPlan {
  return planAtAll(samples, (evidence) => planEntry(existing, advice, evidence, sender));
}

/** The same for an entry that a person chose. */
export function planReplacementForSamples(
  existing: PolicyValue | null,
  chosen: Chosen,
  samples: readonly Evidence[],
  sender: Sender,
): EntryPlan {
  return planAtAll(samples, (evidence) => planReplacement(existing, chosen, evidence, sender));
}

/** As `replacementsOf`: what may replace the existing value by hand at each of the samples. */
export function replacementsForSamples(
  existing: PolicyValue | null,
  advice: Advice,
  samples: readonly Evidence[],
  sender: Sender,
): readonly Replacement[] {
  return replacementsBy(advice, (choice) => planReplacementForSamples(existing, choice, samples, sender));
}

/** One that keeps the entry outweighs those that would write. */
function planAtAll(samples: readonly Evidence[], planAt: (evidence: Evidence) => EntryPlan): EntryPlan {
  const [first, ...others] = samples.map(planAt);
  const kept = others.find(({ kind }) => kind === 'keep');
  return kept ?? first ?? { kind: 'keep', reason: tell('samples-differ', []) };
}

/** What an entry is worth at the sample where it is worth least, and what would be better at all of them. */
export function verifyForSamples(
  key: string,
  value: PolicyValue,
  samples: readonly [Evidence, ...Evidence[]],
  sender: Sender,
  options: AdviseOptions = {},
): Verification {
  const verifications = samples.map((evidence) =>
    verifyEntry(value, evidence, advise(evidence, sender, options), sender),
  );
  const worst = verifications.reduce((left, right) =>
    severities[right.outcome] > severities[left.outcome] ? right : left,
  );
  const judged = tell(
    'samples-judged',
    samples.map(({ domain }) => domain),
  );
  const advice = adviseForSamples(key, samples, sender, options);
  return {
    ...worst,
    reasons: [...worst.reasons.slice(0, 2), judged, ...worst.reasons.slice(2)],
    better: betterBy(worst.outcome, advice, {
      isWritten: planForSamples(value, advice, samples, sender).kind === 'write',
      replacements: () => replacementsForSamples(value, advice, samples, sender),
      isStronger: (other) =>
        samples.every(({ domain }) => compareStrength(other, value, sender, domain) === 'stronger'),
    }),
  };
}

function withoutEntry(missing: readonly Sample[]): Advice {
  const isProven = missing.some(({ advice }) => advice.status === 'none');
  const reasons = missing.map(({ evidence, advice }) =>
    tell('sample-without-entry', evidence.domain, advice.reasons[0]?.text ?? ''),
  );
  return nothing(isProven ? 'none' : 'untested', reasons);
}

function nothing(status: 'none' | 'untested', reasons: Advice['reasons']): Advice {
  return { status, value: null, entry: null, comment: null, confirm: [], reasons, runnersUp: [] };
}
