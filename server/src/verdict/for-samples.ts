import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import type { Advice } from './advice';
import { type AdviseOptions, advise, commentOf } from './advise';
import { tell } from './advise-reasons';
import type { TriedCandidate } from './candidate';
import { tryCandidates, tryNames } from './candidates';
import { distinct, explain } from './explain';
import { joinNames } from './match-names';
import { type EntryPlan, planEntry } from './plan';
import { sendsHostName } from './secure-values';
import type { Sender } from './sender';
import { severities, type Verification, verifyEntry } from './verify-entry';

/** A domain below a `.domain` key, which has no next-hop of its own and so is judged by others. */
interface Sample {
  readonly evidence: Evidence;
  readonly advice: Advice;
}

/** A candidate as it does at each sample, in their order. */
type AtEach = readonly [TriedCandidate, ...TriedCandidate[]];

/**
 * The strongest entry that stands at all samples of a `.domain` key: one that is advised or offered at each of them, else
 * `secure` with the names that they need together. Where a sample has none, there is none for the key.
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
  const [first, ...others] = samples;
  const missing = each.filter(({ advice }) => advice.status !== 'found');
  if (first === undefined || missing.length > 0) return withoutEntry(missing);
  const found = common(first, others, sender, options) ?? joined(samples, sender);
  if (found === null) return nothing('none', [tell('samples-differ', domains)]);
  const [{ value }] = found;
  const plainNames = [...new Set(found.flatMap((candidate) => candidate.plainNames))];
  const explained = found.flatMap((candidate, index) => explain(candidate, samples[index] ?? first, sender));
  return {
    status: 'found',
    value,
    entry: `${key} ${formatPolicyValue(value)}`,
    comment: commentOf({ ...found[0], plainNames }, first, options),
    confirm: plainNames,
    reasons: distinct([tell('samples-judged', domains), ...explained]),
    runnersUp: [],
  };
}

/** What that advice may do to the existing value; null for a bare key. Nothing where it may not at one of the samples. */
export function planForSamples(
  existing: PolicyValue | null,
  advice: Advice,
  samples: readonly Evidence[],
  sender: Sender,
): EntryPlan {
  const [first, ...others] = samples.map((evidence) => planEntry(existing, advice, evidence, sender));
  const kept = others.find(({ kind }) => kind === 'keep');
  return kept ?? first ?? { kind: 'keep', reason: tell('samples-differ', []) };
}

/** What an entry is worth at the sample where it is worth least. */
export function verifyForSamples(
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
  // What would be better at one of them need not hold at the others.
  return { ...worst, reasons: [...worst.reasons.slice(0, 2), judged, ...worst.reasons.slice(2)], better: null };
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

/** The first candidate that stands as it is at each sample; null without one. */
function common(first: Evidence, others: readonly Evidence[], sender: Sender, options: AdviseOptions): AtEach | null {
  const standing = (evidence: Evidence) =>
    tryCandidates(evidence, sender, options).filter((candidate) => candidate.standing === 'stands');
  const rest = others.map(standing);
  for (const candidate of standing(first)) {
    const text = formatPolicyValue(candidate.value);
    const same = rest.map((all) => all.find(({ value }) => formatPolicyValue(value) === text));
    if (same.every((each) => each !== undefined)) return [candidate, ...same];
  }
  return null;
}

/** `secure` with the names of all samples, with `servername=hostname` where it does not stand without. */
function joined(samples: readonly Evidence[], sender: Sender): AtEach | null {
  for (const more of [[], [sendsHostName]]) {
    const names = samples.map((evidence) => namesOf(evidence, sender, more.length > 0));
    if (names.some((own) => own === null)) continue;
    const together = joinNames(names.flatMap((own) => own ?? []));
    const [first, ...rest] = samples.map((evidence) => tryNames(together, more, evidence, sender));
    if (first !== undefined && [first, ...rest].every(({ standing }) => standing === 'stands')) return [first, ...rest];
  }
  return null;
}

/** The names under which a sample verifies; null where it does under none that a forged MX record can't choose. */
function namesOf(evidence: Evidence, sender: Sender, isNamed: boolean): readonly string[] | null {
  // Without names it holds for what the sender expects of the next-hop.
  const named = tryCandidates(evidence, sender)
    .filter(({ value, standing }) => value.level === 'secure' && standing === 'stands' && (isNamed || !sends(value)))
    .map(({ names }) => (names.length > 0 ? names : sender.secureCertMatch));
  return named.find((names) => !names.some((name) => name.toLowerCase() === 'hostname')) ?? null;
}

function sends({ attributes }: PolicyValue): boolean {
  return attributes.some(({ name }) => name === sendsHostName.name);
}
