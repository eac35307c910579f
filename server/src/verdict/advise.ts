import { formatPolicyValue } from '../policy/entry';
import { provenanceMarker } from '../policy/provenance';
import type { AddressEvidence, Evidence, HostEvidence } from '../probe/evidence';
import type { Advice, RunnerUp } from './advice';
import { tell } from './advise-reasons';
import { blockers, isNameUntested, strongestLeft, unreached } from './blockers';
import type { Candidate, CandidateOptions, TriedCandidate } from './candidate';
import { tryCandidates } from './candidates';
import { contradictions } from './contradictions';
import { distinct, explain, explainFailure, explainRunnerUp, isAnnounced } from './explain';
import { isReached, mayReceive } from './receiving-hosts';
import { improvementsOf, type ReceiverRequest, requestsOf } from './requests';
import type { Sender } from './sender';
import { hasUsableTlsa } from './tlsa';
import { withoutUnprovable } from './unprovable';
import type { Reason } from './verdict';

export interface AdviseOptions extends CandidateOptions {
  /** Gives every entry a comment with date and resolver, not only those with names from plain DNS. */
  readonly alwaysComment?: boolean;
}

/**
 * The strongest entry that authenticates by the evidence, for a sender, or why there is none (docs/architecture.md,
 * *Evidence, judge, advise*). Each candidate is tried by `judge`, so that advice never contradicts it.
 *
 * `untested` means that too little was seen: what could not be tested is neither good nor bad.
 */
export function advise(seen: Evidence, sender: Sender, options: AdviseOptions = {}): Advice {
  const evidence = withoutUnprovable(seen);
  const partial = stoppedTooEarly(evidence);
  if (partial !== null) return nothing('untested', [partial]);
  const without = takesNoMail(evidence);
  const against = contradictions(evidence);
  const tried = tryCandidates(evidence, sender, options);
  const [gravest] = against;
  if (gravest !== undefined) {
    const overrides = against.map((each) => each.overrides);
    const rest = runnersUp(tried, evidence, sender, options, { overrides });
    const requests = requestsOf(evidence, against, []);
    return asking(nothing(gravest.status, distinct(against.map(({ reason }) => reason)), rest), requests);
  }
  if (without !== null) return nothing('none', [without]);
  const best = tried.find(({ standing }) => standing === 'stands');
  if (best === undefined) return refuse(tried, evidence, sender, options);
  const before = explainFailure(tried, evidence, sender);
  const found: Advice = {
    status: 'found',
    value: best.value,
    entry: entryOf(best, evidence),
    comment: commentOf(best, evidence, options),
    confirm: best.plainNames,
    reasons: distinct([...explain(best, evidence, sender), ...before]),
    runnersUp: runnersUp(tried, evidence, sender, options, { best }),
  };
  return asking(found, improvementsOf(evidence));
}

function nothing(status: 'none' | 'untested', reasons: readonly Reason[], runners: readonly RunnerUp[] = []): Advice {
  return { status, value: null, entry: null, comment: null, confirm: [], reasons, runnersUp: runners };
}

function asking(advice: Advice, requests: readonly ReceiverRequest[]): Advice {
  return requests.length === 0 ? advice : { ...advice, requests };
}

/** A probe that ended before it knew all hosts says nothing of the domain; null where it did. */
function stoppedTooEarly({ stopped, mx, hosts, routing }: Evidence): Reason | null {
  if (stopped === undefined) return null;
  const names = new Set(hosts.map(({ name }) => name));
  const isComplete = routing !== 'unknown' && (mx?.records ?? []).every(({ exchange }) => names.has(exchange));
  return stopped.id === 'cancelled' || !isComplete ? tell('probe-stopped', stopped.text) : null;
}

function takesNoMail(evidence: Evidence): Reason | null {
  const { domain, routing, hosts, hostsSkipped } = evidence;
  if (routing === 'null-mx') return tell('takes-no-mail', domain);
  if (routing === 'no-such-domain') return tell('domain-unknown', domain);
  const isEmpty = hosts.length > 0 && hostsSkipped === 0 && !hosts.some(mayReceive);
  return isEmpty ? tell('hosts-without-address', domain) : null;
}

/** Nothing stands: either something is proven to be in the way, or too little was seen. */
function refuse(tried: readonly TriedCandidate[], evidence: Evidence, sender: Sender, options: AdviseOptions): Advice {
  const rest = runnersUp(tried, evidence, sender, options);
  const isSilent = !evidence.hosts.some(({ addresses }) => addresses.some(isReached));
  if (isSilent) {
    const reasons = unreached(evidence);
    return nothing('untested', reasons.length > 0 ? reasons : [tell('not-all-seen', evidence.domain)]);
  }
  const unwanted = tried.find(({ standing }) => standing === 'below');
  const proven = blockers(evidence, sender);
  const isOpen = tried.some(({ standing }) => standing === 'open');
  if (unwanted !== undefined && options.minimumLevel !== undefined && !isOpen) {
    const told = tell('below-minimum', entryOf(unwanted, evidence), options.minimumLevel);
    return nothing('none', distinct([told, ...explainFailure(tried, evidence, sender)]), rest);
  }
  if (proven.length > 0 && !isOpen) {
    const left = strongestLeft(evidence, sender);
    const reasons = [...proven.map(({ reason }) => reason), ...(left === null ? [] : [left])];
    const told = distinct([...reasons, ...explainFailure(tried, evidence, sender)]);
    return asking(nothing('none', told, rest), [...requestsOf(evidence, [], proven), ...improvementsOf(evidence)]);
  }
  return nothing('untested', whatIsOpen(tried, evidence), rest);
}

function whatIsOpen(tried: readonly TriedCandidate[], evidence: Evidence): readonly Reason[] {
  const { domain, mtaSts, hosts } = evidence;
  if (tried.some(({ standing }) => standing === 'open')) {
    return [tell('mta-sts-untested', domain, isAnnounced(mtaSts), mtaSts.cause?.text ?? '')];
  }
  const reasons = [
    ...hosts.filter(isMatchOpen).map(matchOpen),
    ...hosts.filter(isTrustOpen).map(trustOpen),
    ...hosts.filter(({ addresses }) => addresses.some(isNameUntested)).map(nameOpen),
  ];
  return reasons.length > 0 ? reasons : [tell('not-all-seen', domain)];
}

function isTrustOpen({ addresses }: HostEvidence): boolean {
  return addresses.some(({ tls }) => tls?.pkix.verdict === 'untested');
}

function trustOpen({ name }: HostEvidence): Reason {
  return tell('trust-untested', name);
}

function nameOpen({ name, addresses }: HostEvidence): Reason {
  return tell('server-name-untested', name, addresses.find(isNameUntested)?.hostCause?.text ?? '');
}

function isMatchOpen(host: HostEvidence): boolean {
  const isOpen = ({ outcome, daneTls }: AddressEvidence) =>
    outcome === 'tls' && (daneTls === undefined || daneTls.dane?.verdict === 'untested');
  return hasUsableTlsa(host) && host.addresses.some(isOpen);
}

function matchOpen({ name, addresses }: HostEvidence): Reason {
  return tell('tlsa-match-untested', name, addresses.find(({ daneCause }) => daneCause)?.daneCause?.text ?? '');
}

/** The others that authenticate. Of the `secure` ones only the first that holds: the next accept the same servers. */
function runnersUp(
  tried: readonly TriedCandidate[],
  evidence: Evidence,
  sender: Sender,
  options: AdviseOptions,
  { best, overrides = [] }: { readonly best?: TriedCandidate; readonly overrides?: readonly Reason[] } = {},
): readonly RunnerUp[] {
  const holding = tried.filter(({ standing }) => standing !== 'fails' && standing !== 'below');
  const trustsCas = ({ kind, value }: TriedCandidate) => value.level === 'secure' && kind !== 'secure-anchors';
  const secure = best?.value.level === 'secure' ? best : holding.find(trustsCas);
  return holding
    .filter((candidate) => candidate !== best && (!trustsCas(candidate) || candidate === secure))
    .map((candidate) => ({
      value: candidate.value,
      entry: entryOf(candidate, evidence),
      comment: commentOf(candidate, evidence, options),
      confirm: candidate.plainNames,
      reasons: explainRunnerUp(candidate, evidence, sender, [...overrides, ...openReason(candidate, evidence)]),
    }));
}

function openReason({ standing }: TriedCandidate, { domain, mtaSts }: Evidence): readonly Reason[] {
  return standing === 'open' ? [tell('mta-sts-untested', domain, isAnnounced(mtaSts), mtaSts.cause?.text ?? '')] : [];
}

function entryOf({ value }: TriedCandidate, { nextHop }: Evidence): string {
  return `${nextHop} ${formatPolicyValue(value)}`;
}

/** Date, resolver and names, in the form that an edit of the file recognises as its own. */
export function commentOf(
  { kind, plainNames }: Pick<Candidate, 'kind' | 'plainNames'>,
  evidence: Evidence,
  options: AdviseOptions,
): string | null {
  if (plainNames.length === 0 && options.alwaysComment !== true) return null;
  const origin = `${provenanceMarker} ${evidence.finishedAt.slice(0, 10)}, resolver ${evidence.vantage.resolver}`;
  if (plainNames.length === 0) return origin;
  return `${origin}, ${kind === 'fingerprint' ? 'keys as shown by' : 'names from plain DNS'}: ${plainNames.join(', ')}`;
}
