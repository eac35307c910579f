import type { PolicyAttribute } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import type { Candidate, CandidateKind, CandidateOptions, Standing, TriedCandidate } from './candidate';
import { failsOwnTlsa, matchesOwnTlsa } from './contradictions';
import { inForce } from './in-force';
import { judgeBriefly } from './judge';
import { matchNames, matchNamesOfPolicy } from './match-names';
import { isBelow } from './minimum-level';
import { ownTrustCandidates } from './own-trust';
import { isHeldBack } from './possible';
import { isProvenAbsent, isWhollyExamined } from './receiving-hosts';
import { secureValue, sendsHostName } from './secure-values';
import type { Sender } from './sender';
import { hasUsableTlsa } from './tlsa';

/** All candidates for a sender, the preferred first, each tried by the judge. */
export function tryCandidates(
  evidence: Evidence,
  sender: Sender,
  options: CandidateOptions = {},
): readonly TriedCandidate[] {
  const { preferDaneOnly = false, minimumLevel } = options;
  const tried = (candidate: Candidate): TriedCandidate => ({
    ...candidate,
    standing: standingOf(candidate, evidence, sender),
  });
  const wanted = (candidate: TriedCandidate): TriedCandidate =>
    isBelow(candidate.value, minimumLevel, sender)
      ? { ...candidate, standing: candidate.standing === 'stands' ? 'below' : 'fails' }
      : candidate;
  const dane = preferDaneOnly ? [daneOnly, daneLevel] : [daneLevel, daneOnly];
  const plain = secureCandidates(evidence, sender).map(tried);
  const named = plain.some(isOut) ? secureCandidates(evidence, sender, [sendsHostName]).map(tried) : [];
  const secure = plain.flatMap((candidate) => [
    candidate,
    ...named.filter((other) => other.kind === candidate.kind && isDecidedByName(candidate, other)),
  ]);
  // Where nobody knows the consumers, what protects only some of them comes last, and what stops mail of others never.
  const all =
    sender.profile === 'any'
      ? [...secure, tried(daneLevel)]
      : [
          ...dane.map(tried),
          ...secure,
          ...needed(secure, ownTrustCandidates(secure, evidence, sender, options).map(tried)),
        ];
  return all.map(wanted);
}

/** Trust anchors of a site's own are not asked for where the CAs do; of several spellings the first that holds. */
function needed(secure: readonly TriedCandidate[], own: readonly TriedCandidate[]): readonly TriedCandidate[] {
  const isProven = secure.some(({ standing }) => standing === 'stands');
  const anchored = own.find(({ kind, standing }) => kind === 'secure-anchors' && standing !== 'fails');
  return own.filter((candidate) => candidate.kind === 'fingerprint' || (candidate === anchored && !isProven));
}

/** `secure` with names that other domains gave, too, tried on one of these. */
export function tryNames(
  names: readonly string[],
  more: readonly PolicyAttribute[],
  evidence: Evidence,
  sender: Sender,
): TriedCandidate {
  const plainNames = plainNamesOf(names, evidence);
  const candidate: Candidate = { kind: 'secure-hosts', value: secureValue(names, more), names, plainNames };
  return { ...candidate, standing: standingOf(candidate, evidence, sender) };
}

/** Whether the server name makes the difference: it is not asked for where the entry does without. */
function isDecidedByName(without: TriedCandidate, named: TriedCandidate): boolean {
  return isOut(without) && !isOut(named);
}

function isOut({ standing }: TriedCandidate): boolean {
  return standing === 'fails' || standing === 'costs';
}

const daneLevel: Candidate = { kind: 'dane', value: { level: 'dane', attributes: [] }, names: [], plainNames: [] };
const daneOnly: Candidate = { ...daneLevel, kind: 'dane-only', value: { level: 'dane-only', attributes: [] } };

/** @param more Attributes that all of them have. */
function secureCandidates(
  evidence: Evidence,
  sender: Sender,
  more: readonly PolicyAttribute[] = [],
): readonly Candidate[] {
  const plain: Candidate = { kind: 'secure', value: secureValue([], more), names: [], plainNames: [] };
  const policy = evidence.mtaSts.policy?.mode === 'enforce' ? matchNamesOfPolicy(evidence) : null;
  const hosts = matchNames(evidence, inForce(plain.value, sender));
  return [
    plain,
    ...(policy === null ? [] : [withNames('secure-mta-sts', policy, [])]),
    ...(hosts === null ? [] : [withNames('secure-hosts', hosts, plainNamesOf(hosts, evidence))]),
  ];

  function withNames(kind: CandidateKind, names: readonly string[], plainNames: readonly string[]): Candidate {
    return { kind, value: secureValue(names, more), names, plainNames };
  }
}

/** Names that nobody vouches for: the MX records told them, and these are not DNSSEC-secure. */
function plainNamesOf(names: readonly string[], { routing, mx, domain }: Evidence): readonly string[] {
  if (routing !== 'mx' || mx?.status === 'secure') return [];
  const given = new Set(['nexthop', 'dot-nexthop', domain, `.${domain}`]);
  return names.filter((name) => !given.has(name));
}

function standingOf(candidate: Candidate, evidence: Evidence, sender: Sender): Standing {
  switch (candidate.kind) {
    case 'dane':
    case 'dane-only':
      return standingOfDane(candidate, evidence, withDnssec(sender));
    case 'fingerprint':
      return judgeBriefly(candidate.value, evidence, sender).outcome === 'authenticated' ? 'costs' : 'fails';
    case 'secure-anchors':
      return standingOfSecure(candidate, evidence, sender) === 'fails' ? 'fails' : 'costs';
    case 'secure':
    case 'secure-mta-sts':
    case 'secure-hosts':
      return standingOfSecure(candidate, evidence, sender);
  }
}

/** `any` holds senders of both kinds, and DANE is judged for those that it can protect. */
export function withDnssec(sender: Sender): Sender {
  return sender.profile === 'any' ? { ...sender, dnssecLookups: true } : sender;
}

function standingOfSecure({ value, plainNames }: Candidate, evidence: Evidence, sender: Sender): Standing {
  const { outcome, judged } = judgeBriefly(value, evidence, sender);
  if (outcome !== 'authenticated') return 'fails';
  const judgements = judged.flatMap((host) => host.judgements);
  // A certificate that a reached server shows to others proves nothing of the one that it shows for the name.
  if (judgements.some(({ reason }) => reason.id === 'attribute-in-doubt')) return 'fails';
  const isContradicted = judgements.some(({ possible }) => isHeldBack(possible));
  // A host that fails its own TLSA records is not verified, whatever its chain says.
  if (isContradicted || evidence.hosts.some(failsOwnTlsa)) return 'costs';
  // Names that a policy could have authenticated or forbidden don't stand on plain DNS while it is unknown.
  return plainNames.length > 0 && evidence.mtaSts.state === 'untested' ? 'open' : 'stands';
}

function standingOfDane({ kind, value }: Candidate, evidence: Evidence, sender: Sender): Standing {
  // An absence that is not proven can be made up by somebody who then names an address of his own.
  const hosts = evidence.hosts.filter((host) => !isProvenAbsent(host));
  const isAnchored = evidence.routing === 'bracketed' || evidence.mx?.status === 'secure';
  if (!isAnchored || !hosts.every(hasUsableTlsa) || !hosts.some(matchesOwnTlsa)) return 'fails';
  if (kind === 'dane-only' && !(hosts.every(matchesOwnTlsa) && isWhollyExamined(evidence))) return 'fails';
  return judgeBriefly(value, evidence, sender).outcome === 'authenticated' ? 'stands' : 'fails';
}
