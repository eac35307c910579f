import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import type { CandidateOptions, TriedCandidate } from './candidate';
import { tryCandidates, tryNames } from './candidates';
import { joinNames } from './match-names';
import { isBelow } from './minimum-level';
import { secureValue, sendsHostName } from './secure-values';
import type { Sender } from './sender';

/** A candidate as it does at each sample of a `.domain` key, in their order. */
export type AtEach = readonly [TriedCandidate, ...TriedCandidate[]];

/**
 * The candidates that stand at all samples, the preferred first. Of the `secure` ones there is one: the first that stands
 * as it is at each of them, else the one with the names that they need together.
 */
export function standingAtAll(
  samples: readonly Evidence[],
  sender: Sender,
  options: CandidateOptions = {},
): readonly AtEach[] {
  const same = standingAlike(samples, sender, options);
  const secure = same.find(isSecure);
  if (secure !== undefined) return same.filter((each) => each === secure || !isSecure(each));
  const together = joined(samples, sender, options);
  if (together === null) return same;
  // Where nobody knows the consumers, dane protects only some of them and so comes last.
  return sender.profile === 'any' ? [together, ...same] : [...same, together];
}

function isSecure([{ value }]: AtEach): boolean {
  return value.level === 'secure';
}

/** Those that each sample has by itself, in the order of the first. */
function standingAlike(samples: readonly Evidence[], sender: Sender, options: CandidateOptions): readonly AtEach[] {
  const [first = [], ...others] = samples.map((evidence) =>
    tryCandidates(evidence, sender, options).filter(({ standing }) => standing === 'stands'),
  );
  return first.flatMap((candidate): readonly AtEach[] => {
    const text = formatPolicyValue(candidate.value);
    const same = others.flatMap((all) => all.find(({ value }) => formatPolicyValue(value) === text) ?? []);
    return same.length === others.length ? [[candidate, ...same]] : [];
  });
}

/** `secure` with the names of all samples, with `servername=hostname` where it does not stand without. */
function joined(samples: readonly Evidence[], sender: Sender, { minimumLevel }: CandidateOptions): AtEach | null {
  if (isBelow(secureValue([]), minimumLevel, sender)) return null;
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
