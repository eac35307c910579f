import type { PolicyValue } from '../policy/entry';
import type { CauseId } from '../probe/cause';
import type { Evidence } from '../probe/evidence';
import { type AdviseOptions, advise } from '../verdict/advise';
import { dnssecSender, type Sender } from '../verdict/sender';
import { type Verification, verifyEntry } from '../verdict/verify-entry';
import { type VerifyOutcome, verifyOutcomes } from './outcome';

/** What one look at the next-hops of an entry comes to. */
export interface Look {
  readonly outcome: VerifyOutcome;
  readonly verification: Verification;
  /** Of the next-hop that decides; of several samples it is the one with the gravest outcome. */
  readonly evidence: Evidence;
  /** Whether what could not be tested may be there a little later. */
  readonly mayPass: boolean;
}

/** @param evidence One for each next-hop of the entry, at least one. */
export function lookAt(
  value: PolicyValue,
  evidence: readonly Evidence[],
  sender: Sender,
  advising: AdviseOptions = {},
): Look {
  const looks = evidence.map((each): Look => {
    const advice = advise(each, sender, advising);
    const verification = verifyEntry(value, each, advice, sender);
    // That some consumers look nothing up by DNSSEC is known without looking, and no drift of the domain.
    const isHalf = value.level === 'dane' && sender.profile === 'any' && unprotected.has(verification.outcome);
    const decisive = isHalf ? verifyEntry(value, each, advice, dnssecSender) : verification;
    const outcome = outcomeOf({ outcome: decisive.outcome, better: verification.better });
    const told = { ...verification, isUnprotected: decisive.isUnprotected };
    return { outcome, verification: told, evidence: each, mayPass: mayPass(each) };
  });
  const weight = ({ outcome }: Look): number => verifyOutcomes.indexOf(outcome);
  return looks.reduce((gravest, each) => (weight(each) < weight(gravest) ? each : gravest));
}

/** What `dane` comes to where it acts as `may`: with servers that did not answer even that is unknown. */
const unprotected: ReadonlySet<Verification['outcome']> = new Set(['weaker', 'untested']);

function outcomeOf({ outcome, better }: Pick<Verification, 'outcome' | 'better'>): VerifyOutcome {
  if (outcome === 'deferred' || outcome === 'bounced') return 'fails';
  return outcome === 'holds' && better?.kind === 'stronger' ? 'upgradable' : outcome;
}

/** Greylisting, a limit of the rate, a server that is restarted, a packet that is lost. */
const passing: ReadonlySet<CauseId> = new Set([
  'deadline',
  'dns-timeout',
  'dns-servfail',
  'connect-timeout',
  'connection-refused',
  'connection-reset',
  'greeting-timeout',
  'reply-timeout',
  'temporary-reply',
  'connection-closed',
  'handshake-timeout',
  'policy-fetch-failed',
]);

function mayPass({ stopped, mx, hosts, mtaSts }: Evidence): boolean {
  const ofHosts = hosts.flatMap(({ ipv4, ipv6, tlsa, addresses }) => [
    ipv4.cause,
    ipv6.cause,
    ...tlsa.map(({ answer }) => answer.cause),
    ...addresses.flatMap(({ cause, daneCause, hostCause }) => [cause, daneCause, hostCause]),
  ]);
  return [stopped, mx?.cause, mtaSts.cause, ...ofHosts].some((cause) => cause != null && passing.has(cause.id));
}

/** Whether something was seen by which an entry can be judged at all: not only closed doors. */
export function hasSeen({ routing, hosts }: Evidence): boolean {
  if (routing === 'null-mx' || routing === 'no-such-domain') return true;
  return hosts.some(({ addresses }) => addresses.some(({ outcome }) => outcome !== 'untested'));
}
