import type { Evidence, HostEvidence, MtaStsEvidence } from '../probe/evidence';
import { tell } from './advise-reasons';
import { attributeOf } from './attributes-in-doubt';
import type { Candidate, TriedCandidate } from './candidate';
import { failsOwnTlsa, matchesOwnTlsa } from './contradictions';
import { inForce } from './in-force';
import { judgeHosts } from './judge';
import { certificatesOf } from './match-names';
import { isWildcard, matchingName } from './names';
import { outlook } from './outlook';
import { decided, isHeldBack } from './possible';
import { isProvenAbsent, receivingHosts } from './receiving-hosts';
import { sendsHostName } from './secure-values';
import type { Sender } from './sender';
import { tlsaFacts } from './tlsa';
import { unprovenHosts } from './unproven-hosts';
import type { Reason } from './verdict';

/** Why a candidate is the advised one: what it rests on, its names and their breadth, what it passes over. */
export function explain(candidate: TriedCandidate, evidence: Evidence, sender: Sender): readonly Reason[] {
  const value = inForce(candidate.value, sender);
  return [
    ...foundation(candidate, evidence, sender),
    ...unprovenHosts(evidence, value),
    ...provenance(candidate, evidence),
    ...breadth({ ...candidate, value }, evidence),
    ...outlook({ ...candidate, value }, evidence),
    ...aboutMtaSts(evidence),
  ];
}

/** What stands in the way of the candidates that were tried before the advised one. */
export function explainFailure(
  tried: readonly TriedCandidate[],
  evidence: Evidence,
  sender: Sender,
): readonly Reason[] {
  const reasons = tried.flatMap((candidate) => {
    if (candidate.standing === 'stands') return [];
    if (candidate.kind === 'dane') return noDane(evidence);
    return candidate.kind === 'secure' ? noSecure(candidate, evidence, sender) : [];
  });
  return reasons;
}

/** What a runner-up rests on, and what it costs. */
export function explainRunnerUp(
  candidate: TriedCandidate,
  evidence: Evidence,
  sender: Sender,
  overrides: readonly Reason[],
): readonly Reason[] {
  const failing = candidate.value.level === 'secure' ? evidence.hosts.filter(failsOwnTlsa) : [];
  const ownDane = failing.map(({ name }) => tell('overrides-dane', name));
  const costs = [...overrides, ...ownDane, ...waits(candidate, evidence, sender)];
  return distinct([
    ...costs,
    ...foundation(candidate, evidence, sender),
    ...provenance(candidate, evidence),
    ...breadth({ ...candidate, value: inForce(candidate.value, sender) }, evidence),
  ]);
}

function foundation(candidate: Candidate, evidence: Evidence, sender: Sender): readonly Reason[] {
  switch (candidate.kind) {
    case 'dane':
      return sender.profile === 'any' ? [tell('dane-needs-dnssec'), daneMatches(evidence)] : [daneMatches(evidence)];
    case 'dane-only':
      return [daneMatches(evidence), tell('dane-only-holds')];
    case 'secure':
      return [
        tell('secure-next-hop', provenBy(candidate, evidence, sender), evidence.domain),
        ...serverName(candidate, evidence, sender),
      ];
    case 'secure-mta-sts':
      return [tell('secure-mta-sts', evidence.domain, candidate.names), ...serverName(candidate, evidence, sender)];
    case 'secure-hosts':
      return [
        tell('secure-hosts', provenBy(candidate, evidence, sender), candidate.names),
        ...serverName(candidate, evidence, sender),
      ];
    case 'secure-anchors': {
      const path = attributeOf(candidate.value, 'tafile') ?? '';
      return [tell('anchors-cost', path), tell('anchors-hold', provenBy(candidate, evidence, sender), path)];
    }
    case 'fingerprint':
      return [
        tell('fingerprint-breaks'),
        tell('fingerprint-first-use', candidate.plainNames, evidence.vantage.resolver),
        ...unprovenHosts(evidence, candidate.value),
      ];
  }
}

/** At which hosts the server name makes the difference; empty for a candidate that sends none. */
function serverName({ value }: Candidate, evidence: Evidence, sender: Sender): readonly Reason[] {
  const others = value.attributes.filter(({ name }) => name !== sendsHostName.name);
  if (others.length === value.attributes.length) return [];
  const hosts = judgeHosts({ ...value, attributes: others }, evidence, sender)
    .filter(({ judgements }) => judgements.some(({ possible }) => !possible.has('authenticated')))
    .map(({ host }) => host.name);
  return [tell('server-name-decides', hosts)];
}

function daneMatches(evidence: Evidence): Reason {
  const hosts = receivingHosts(evidence);
  const matching = hosts.filter(matchesOwnTlsa).map(({ name }) => name);
  const others = hosts.filter((host) => !matchesOwnTlsa(host)).map(({ name }) => name);
  return others.length === 0 ? tell('dane-matches-all', matching) : tell('dane-matches-some', matching, others);
}

/** The hosts at which the judge saw the candidate authenticate. */
function provenBy({ value }: Candidate, evidence: Evidence, sender: Sender): readonly string[] {
  return judgeHosts(value, evidence, sender)
    .filter(({ judgements }) => judgements.some(({ possible }) => decided(possible) === 'authenticated'))
    .map(({ host }) => host.name);
}

function provenance({ names, plainNames, kind }: Candidate, { routing, vantage }: Evidence): readonly Reason[] {
  if (kind === 'fingerprint') return [];
  if (plainNames.length > 0) return [tell('names-from-plain-dns', plainNames, vantage.resolver)];
  return kind === 'secure-hosts' && routing === 'mx' ? [tell('names-from-dnssec', names)] : [];
}

/** Who else could pass: everybody below a suffix, and every holder of a wildcard certificate. */
function breadth(candidate: Candidate, evidence: Evidence): readonly Reason[] {
  const { names } = candidate;
  const suffixes = names.filter((name) => name.startsWith('.')).map((name) => tell('suffix-breadth', name));
  return [...suffixes, ...evidence.hosts.flatMap((host) => wildcardOf(host, candidate, evidence))];
}

function wildcardOf(host: HostEvidence, { names, value }: Candidate, evidence: Evidence): readonly Reason[] {
  if (!names.includes(host.name)) return [];
  const context = { nextHop: evidence.domain, host: host.name };
  const used = certificatesOf(host, evidence, value).map((each) => matchingName(host.name, context, each));
  const wildcard = used.find((name) => name !== null && isWildcard(name));
  return wildcard === undefined || wildcard === null ? [] : [tell('wildcard-breadth', host.name, wildcard)];
}

/** Whether the domain says that it has an MTA-STS policy. */
export function isAnnounced({ record }: MtaStsEvidence): boolean {
  return record?.outcome === 'records';
}

function aboutMtaSts({ mtaSts }: Evidence): readonly Reason[] {
  if (mtaSts.state === 'untested') return [tell('mta-sts-passed-over', isAnnounced(mtaSts), mtaSts.cause?.text ?? '')];
  return mtaSts.policy?.mode === 'testing' ? [tell('mta-sts-testing')] : [];
}

/** Hosts to which a candidate gives no mail. */
function waits({ value }: Candidate, evidence: Evidence, sender: Sender): readonly Reason[] {
  return judgeHosts(value, evidence, sender).flatMap(({ host, judgements }) => {
    const refused = judgements.find(({ possible }) => isHeldBack(possible));
    if (refused === undefined) return [];
    const id = decided(refused.possible) === 'bounces' ? 'mail-bounces' : 'mail-waits';
    return [tell(id, host.name, refused.reason.text)];
  });
}

function noDane(evidence: Evidence): readonly Reason[] {
  if (evidence.routing !== 'bracketed' && evidence.mx?.status !== 'secure') {
    return [tell('no-dane-mx-insecure', evidence.domain)];
  }
  for (const host of evidence.hosts.filter((each) => !isProvenAbsent(each))) {
    if (isAddress(host.name)) return [tell('no-dane-address', host.name)];
    const { state } = tlsaFacts(host);
    if (state === 'none') return [tell('no-dane-no-tlsa', host.name)];
    if (state === 'unusable') return [tell('no-dane-unusable', host.name)];
  }
  return [tell('no-dane-untested')];
}

/** Of `[192.0.2.1]`; no name of a host is made of digits and dots alone, nor has a colon. */
function isAddress(name: string): boolean {
  return /^[\d.]+$|:/.test(name);
}

function noSecure(candidate: Candidate, evidence: Evidence, sender: Sender): readonly Reason[] {
  const [first] = waits(candidate, evidence, sender);
  if (first === undefined) return [];
  const refused = judgeHosts(candidate.value, evidence, sender)
    .flatMap(({ judgements }) => judgements)
    .find(({ possible }) => isHeldBack(possible));
  return refused === undefined ? [] : [tell('no-secure', refused.reason.text)];
}

export function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter((reason, index) => reasons.findIndex(({ text }) => text === reason.text) === index);
}
