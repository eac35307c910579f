import type { PolicyValue } from '../policy/entry';
import type { AddressEvidence, CertificateEvidence, Evidence, HostEvidence, TlsEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import { anchorsOf, trustBy } from './anchors';
import { causeOf, type Doubt, doubtAbout, requestedServerName, sessionFor } from './attributes-in-doubt';
import { describeChainError } from './chain-errors';
import { digestsOf, holdsDigestOfAnyKind, usableFingerprints } from './fingerprints';
import { type HostPolicy, possibleUntested } from './host-policy';
import { type Judgement, locate, type PlainLevel } from './judgement';
import { matchingName, matchStrategies, presentedNames } from './names';
import { either, only, type Possible } from './possible';
import { listed, printable } from './printable';
import { because } from './reasons';
import type { Sender } from './sender';
import { handshakeFault, sessionDoubt } from './session-faults';
import { failsByPolicy, stsPatterns } from './sts';

/** All that the judgement on one address rests on. */
export interface AddressCase {
  readonly value: PolicyValue;
  readonly policy: HostPolicy;
  readonly host: HostEvidence;
  readonly address: AddressEvidence;
  readonly evidence: Evidence;
  readonly sender: Sender;
}

/** What smtp(8) does at one server address. */
export function judgeAddress(one: AddressCase): Judgement {
  const { policy } = one;
  if (policy.kind === 'settled') return policy;
  const judgement = policy.kind === 'tlsa' ? judgeTlsa(one, policy.shows) : judgeLevel(one, policy.level);
  return policy.kind === 'level' && policy.note !== undefined ? { ...judgement, note: policy.note } : judgement;
}

function judgeLevel(one: AddressCase, level: PlainLevel): Judgement {
  const { address, host, evidence, value, sender } = one;
  const at = locate(host, address);
  if (level === 'none') {
    // Any host that got as far as EHLO takes mail in the clear.
    return address.outcome === 'untested' && address.ehlo === undefined
      ? untested(one)
      : { possible: only('clear'), reason: because('delivers-clear-by-level', at) };
  }
  const serverName = requestedServerName(value, host, evidence);
  const session = sessionFor(value, host, address, evidence);
  if (session === undefined) {
    const cause = causeOf(serverName, host, address);
    // What fails for any client fails for Postfix, whatever others may see without the name.
    if (cause?.id === 'handshake-failed') return handshakeFailed(at, cause.text, level === 'may');
    const why =
      cause === undefined
        ? t('asks for a certificate that the probe did not ask for')
        : t('asks for a certificate that could not be had: {0}', printable(cause.text));
    const isOpen = serverName !== null && (address.outcome === 'tls' || address.outcome === 'tls-failed');
    if (isOpen) return inDoubt(one, possibleUntested(one.policy), { subject: 'servername=', why });
    return withoutSession(one, level === 'may') ?? untested(one);
  }
  const fault = handshakeFault(value, level, session, sender);
  if (fault !== null) {
    const reason = because('attribute-fails-handshake', at, fault);
    return { possible: only(level === 'may' ? 'clear' : 'defers'), reason };
  }
  return doubted(one, level, session, judgeSession(one, level, session));
}

/** A judgement on a session with what the entry's attributes and main.cf may change in it. */
function doubted(one: AddressCase, level: PlainLevel | 'tlsa', session: TlsEvidence, judgement: Judgement): Judgement {
  const { value, sender } = one;
  const doubt = sessionDoubt(value, level, session, sender) ?? doubtAbout(value, level, sender);
  if (doubt === null) return judgement;
  const possible = either(judgement.possible, failing(level));
  return possible.size === 1 ? judgement : inDoubt(one, possible, doubt);
}

/** What happens without TLS where it is only wished for, and where it is required. */
function failing(level: PlainLevel | 'tlsa'): Possible {
  return level === 'may' ? either(only('clear'), only('defers')) : only('defers');
}

/** Outcomes short of a session: neither needs to look at the certificate. Null where there is one. */
function withoutSession({ host, address, ...rest }: AddressCase, isOptional: boolean): Judgement | null {
  const at = locate(host, address);
  const why = address.cause?.text ?? '';
  switch (address.outcome) {
    case 'tls':
      return null;
    case 'untested':
      return untested({ host, address, ...rest });
    case 'no-starttls':
      return isOptional
        ? { possible: only('clear'), reason: because('delivers-clear-no-starttls', at) }
        : { possible: only('defers'), reason: because('tls-not-offered', at) };
    case 'starttls-refused':
      return isOptional
        ? { possible: only('clear'), reason: because('delivers-clear-no-tls', at) }
        : refused(at, address);
    case 'tls-failed':
      return handshakeFailed(at, why, isOptional);
  }
}

function handshakeFailed(at: string, why: string, isOptional: boolean): Judgement {
  return isOptional
    ? { possible: only('clear'), reason: because('delivers-clear-no-tls', at) }
    : { possible: only('defers'), reason: because('handshake-failed', at, why) };
}

/** A reply of the 5xx kind ends the delivery at once: Postfix bounces the mail and tries no other host. */
function refused(at: string, { startTls, cause }: AddressEvidence): Judgement {
  const reply = startTls?.lines.join(' ') ?? cause?.text ?? '';
  const code = startTls?.code ?? 0;
  const outcome = code >= 500 ? 'bounces' : 'defers';
  const status = /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ?? (outcome === 'bounces' ? '5.0.0' : '4.0.0');
  return { possible: only(outcome), reason: because('tls-refused', at, status, reply) };
}

function judgeSession(one: AddressCase, level: Exclude<PlainLevel, 'none'>, session: TlsEvidence): Judgement {
  const at = locate(one.host, one.address);
  if (level === 'may' || level === 'encrypt') {
    return { possible: only('encrypted'), reason: because('delivers-encrypted', at, session.protocol) };
  }
  if (session.securityLevelOk === false) {
    return { possible: only('defers'), reason: because('handshake-security-level', at, session.protocol) };
  }
  if (failsByPolicy(one.value)) return { possible: only('defers'), reason: because('policy-failure', at) };
  const certificate = session.chain[0];
  if (certificate === undefined) return untested(one);
  return level === 'fingerprint' ? judgeFingerprint(one, certificate) : judgeNames(one, certificate, session);
}

/** `fingerprint`: the digest of the certificate or of its key, whatever the chain says (reference TLS_README). */
function judgeFingerprint(one: AddressCase, certificate: CertificateEvidence): Judgement {
  const at = locate(one.host, one.address);
  const { fingerprintDigest: algorithm } = one.sender;
  const wanted = usableFingerprints(one.value, algorithm);
  const refused: Judgement = { possible: only('defers'), reason: because('certificate-fingerprint', at) };
  if (wanted.length === 0) return refused;
  const shown = digestsOf(certificate, algorithm ?? 'sha256');
  if (shown === null) {
    const why = t('holds digests by {0} (smtp_tls_fingerprint_digest), which can not be taken here', algorithm ?? '');
    return inDoubt(one, possibleUntested(one.policy), { subject: 'match=', why });
  }
  if (wanted.some((digest) => digest === shown.certificate || digest === shown.key)) {
    return { possible: only('authenticated'), reason: because('delivers-verified-fingerprint', at) };
  }
  // Where the algorithm is not known, a digest of another length may be meant, unless it belongs to another certificate.
  if (algorithm !== undefined || holdsDigestOfAnyKind(wanted, certificate) === false) return refused;
  const why = t('may hold digests of another kind (smtp_tls_fingerprint_digest)');
  return inDoubt(one, possibleUntested(one.policy), { subject: 'match=', why });
}

/** `verify` and `secure`: a trusted chain, and a name of the certificate that one of the strategies accepts. */
function judgeNames(one: AddressCase, certificate: CertificateEvidence, session: TlsEvidence): Judgement {
  const { host, address, evidence, value, sender } = one;
  const at = locate(host, address);
  const anchors = anchorsOf(value, sender);
  if (anchors.kind === 'broken') {
    return { possible: only('defers'), reason: because('anchor-file-broken', at, anchors.why) };
  }
  if (anchors.kind === 'none' && sender.trustStore === 'empty') {
    return { possible: only('defers'), reason: because('no-trust-store', at) };
  }
  const trust = trustBy(anchors, session, evidence);
  if (trust?.verdict === 'untrusted') {
    const reason = because('certificate-not-trusted', at, describeChainError(trust.error));
    return { possible: only('defers'), reason };
  }
  const { use } = stsPatterns(value, sender);
  if (use === 'open') {
    const why = t('is enforced by Postfix from 3.10.5 on, and which release sends is not known');
    return inDoubt(one, possibleUntested(one.policy), { subject: 'mx_host_pattern=', why });
  }
  const strategies = use === 'enforced' ? ['hostname'] : matchStrategies(value, sender);
  const context = { nextHop: evidence.domain, host: host.name };
  const name = strategies.map((strategy) => matchingName(strategy, context, certificate)).find((each) => each !== null);
  if (name === undefined) {
    const names = presentedNames(certificate);
    const shown =
      names.length === 0 ? t('nobody') : names.length > 4 ? t('{0} other names', names.length) : listed(names);
    return { possible: only('defers'), reason: because('certificate-name', at, shown, listed(strategies)) };
  }
  if (trust === null) {
    const path = anchors.kind === 'unknown' ? printable(anchors.path) : '';
    const why =
      sender.profile === 'any'
        ? t('names the trust anchors in {0}, which each consumer has for itself', path)
        : t('names the trust anchors in {0}, which are not at hand here', path);
    return inDoubt(one, possibleUntested(one.policy), { subject: 'tafile=', why });
  }
  if (trust.verdict === 'untested') {
    return { possible: possibleUntested(one.policy), reason: because('trust-untested', at) };
  }
  return { possible: only('authenticated'), reason: because('delivers-verified-name', at, name) };
}

/** The host's TLSA records are in use: they alone decide, in a session with the TLSA base domain as server name. */
function judgeTlsa(one: AddressCase, shows: 'verified' | 'trusted'): Judgement {
  const { host, address, value, sender } = one;
  const at = locate(host, address);
  const session = address.daneTls;
  if (session === undefined) return isDaneOpen(address) ? untested(one) : (withoutSession(one, false) ?? untested(one));
  const fault = handshakeFault(value, 'tlsa', session, sender);
  if (fault !== null) return { possible: only('defers'), reason: because('attribute-fails-handshake', at, fault) };
  if (session.securityLevelOk === false) {
    return { possible: only('defers'), reason: because('handshake-security-level', at, session.protocol) };
  }
  if (failsByPolicy(value)) return { possible: only('defers'), reason: because('policy-failure', at) };
  const { dane } = session;
  if (dane === undefined || dane.verdict === 'untested') {
    return { possible: possibleUntested(one.policy), reason: because('tlsa-untested', at) };
  }
  if (dane.verdict === 'not-matched') {
    return { possible: only('defers'), reason: because('certificate-tlsa', at, t(daneFailures[dane.failure])) };
  }
  return doubted(
    one,
    'tlsa',
    session,
    shows === 'verified'
      ? { possible: only('authenticated'), reason: because('delivers-verified-tlsa', at) }
      : { possible: only('encrypted'), reason: because('delivers-trusted-tlsa', at) },
  );
}

/** Whether a handshake that failed without server name may end well with the TLSA base domain, which could not be tested. */
function isDaneOpen({ outcome, daneCause }: AddressEvidence): boolean {
  return outcome === 'tls-failed' && daneCause !== undefined && daneCause.id !== 'handshake-failed';
}

const daneFailures: Readonly<Record<NonNullable<TlsEvidence['dane']>['failure'], string>> = {
  none: 'no TLSA record matches it',
  'no-match': 'no TLSA record matches it',
  name: 'its issuer matches a TLSA record, but it names another host',
  expired: 'its issuer matches a TLSA record, but it is outside its validity',
  'no-usable-record': 'no TLSA record is usable',
  'not-decided': 'no TLSA record is known to match it',
};

function untested(one: AddressCase): Judgement {
  const { cause, daneCause } = one.address;
  const at = locate(one.host, one.address);
  const why = one.policy.kind === 'tlsa' ? (daneCause ?? cause) : (cause ?? daneCause);
  return { possible: possibleUntested(one.policy), reason: because('not-reached', at, why?.text ?? '') };
}

/** An attribute, or a parameter of main.cf, leaves open what happens. */
function inDoubt(one: AddressCase, possible: Possible, { subject, why }: Doubt): Judgement {
  return { possible, reason: because('attribute-in-doubt', locate(one.host, one.address), subject, why) };
}
