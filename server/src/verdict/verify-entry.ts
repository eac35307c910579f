import type { PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import type { Advice } from './advice';
import { judge } from './judge';
import { planEntry } from './plan';
import type { JudgeReasonId } from './reasons';
import { type Replacement, replacementsOf } from './replacements';
import type { Sender } from './sender';
import { compareStrength, dnssecKinds } from './strength';
import type { DeliveryOutcome, HostVerdict, Reason, Verdict } from './verdict';

/**
 * What an entry is worth by the evidence. `holds`: mail goes out as the entry says. `weaker`: it goes out, and protected
 * less than the entry says. `deferred`, `bounced`: no host takes it. `untested`: the evidence does not decide it.
 */
export type VerifiedOutcome = 'holds' | 'weaker' | 'deferred' | 'bounced' | 'untested';

export interface Verification {
  readonly outcome: VerifiedOutcome;
  /** How mail goes out at the least; `unknown` where the evidence does not decide it. */
  readonly delivery: DeliveryOutcome;
  /** Whether an entry that is weaker than it says has no host authenticated at all, as `dane` where TLSA records or DNSSEC have gone. */
  readonly isUnprotected: boolean;
  /** Why; of the judge, thus in Postfix's own words where it defers or bounces. */
  readonly reasons: readonly Reason[];
  /** The hosts that take no mail under an entry that holds at others. */
  readonly waiting: readonly HostVerdict[];
  /** What could stand in the place of the entry; null where it is the best that is known. */
  readonly better: Better | null;
}

/** The advised entry. `stronger`: it protects from more; `advised`: it is only another protection, or another spelling. */
export interface Better {
  readonly kind: 'stronger' | 'advised';
  readonly replacement: Replacement;
}

/** Judges an entry as it stands. Where a profile stands for several kinds of sender, the worst of them counts. */
export function verifyEntry(value: PolicyValue, evidence: Evidence, advice: Advice, sender: Sender): Verification {
  const verdicts = dnssecKinds(sender).map((each) => judge(value, evidence, each));
  const verdict = verdicts.reduce((worst, each) => (severity(value, each) > severity(value, worst) ? each : worst));
  const { outcome: delivery, hosts } = verdict;
  const outcome = outcomeOf(value, verdict);
  const isUnprotected = outcome === 'weaker' && hosts.every((host) => host.outcome !== 'authenticated');
  const waiting =
    outcome === 'holds' ? hosts.filter((host) => host.outcome === 'defers' || host.outcome === 'bounces') : [];
  const reasons = [...verdict.reasons.filter(isActsAs), ...verdict.reasons.filter((reason) => !isActsAs(reason))];
  const better = betterThan(value, outcome, evidence, advice, sender);
  return { outcome, delivery, isUnprotected, reasons, waiting, better };
}

/** What `dane` silently acts as, and why: that says more than what then happens at the hosts. */
const actsAs: readonly string[] = [
  'dane-acts-as-may',
  'dane-insecure-mx',
  'dane-no-tlsa',
  'dane-unusable',
] satisfies JudgeReasonId[];

function isActsAs({ id }: Reason): boolean {
  return actsAs.includes(id);
}

/** The worse, the higher. */
export const severities: Readonly<Record<VerifiedOutcome, number>> = {
  holds: 0,
  untested: 1,
  weaker: 2,
  deferred: 3,
  bounced: 4,
};

function severity(value: PolicyValue, verdict: Verdict): number {
  return severities[outcomeOf(value, verdict)];
}

function outcomeOf({ level }: PolicyValue, { outcome }: Verdict): VerifiedOutcome {
  switch (outcome) {
    case 'authenticated':
      return 'holds';
    case 'encrypted':
    case 'clear':
      // These three say no more than that.
      return level === 'none' || level === 'may' || level === 'encrypt' ? 'holds' : 'weaker';
    case 'defers':
      return 'deferred';
    case 'bounces':
      return 'bounced';
    case 'unknown':
      return 'untested';
  }
}

function betterThan(
  value: PolicyValue,
  outcome: VerifiedOutcome,
  evidence: Evidence,
  advice: Advice,
  sender: Sender,
): Better | null {
  return betterBy(outcome, advice, {
    isWritten: planEntry(value, advice, evidence, sender).kind === 'write',
    replacements: () => replacementsOf(value, advice, evidence, sender),
    isStronger: (other) => compareStrength(other, value, sender, evidence.domain) === 'stronger',
  });
}

/** What an advice may do to an entry. */
interface Prospects {
  /** Whether a probe would write the advised entry by itself. */
  readonly isWritten: boolean;
  readonly replacements: () => readonly Replacement[];
  readonly isStronger: (value: PolicyValue) => boolean;
}

/**
 * The advised entry, where a probe would write it or the existing one does not hold. A runner-up never: what costs or
 * overrides something is for a person to find, not to be recommended.
 */
export function betterBy(
  outcome: VerifiedOutcome,
  advice: Advice,
  { isWritten, replacements, isStronger }: Prospects,
): Better | null {
  if (!isWritten && (outcome === 'holds' || outcome === 'untested')) return null;
  const replacement = replacements().find(({ entry }) => entry === advice.entry);
  if (replacement === undefined) return null;
  return { kind: isStronger(replacement.value) ? 'stronger' : 'advised', replacement };
}
