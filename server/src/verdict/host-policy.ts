import type { PolicyValue, SecurityLevel } from '../policy/entry';
import type { Evidence, HostEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import { unknownAttribute } from './attributes-in-doubt';
import { fingerprintsOf } from './fingerprints';
import type { Judgement, PlainLevel } from './judgement';
import { anything, either, encryptedOrNothing, failsClosed, notAuthenticated, only, type Possible } from './possible';
import { because } from './reasons';
import type { Sender } from './sender';
import { fitsPattern, stsPatterns } from './sts';
import { type TlsaFacts, tlsaFacts } from './tlsa';
import type { Reason } from './verdict';

/** The level that one delivery to one MX host really has. */
export type HostPolicy =
  | { readonly kind: 'level'; readonly level: PlainLevel; readonly note?: Reason }
  /** The chain must match the host's TLSA records. `trusted`: a forged MX record could have named the host, which Postfix logs as Trusted, not as Verified. */
  | { readonly kind: 'tlsa'; readonly shows: 'verified' | 'trusted' }
  | ({ readonly kind: 'settled' } & Judgement);

/**
 * What a level comes to at one host: dane_init() of src/smtp/smtp_tls_policy.c for the DANE levels, check by check in
 * its order; the level itself for the others.
 */
export function hostPolicy(value: PolicyValue, host: HostEvidence, evidence: Evidence, sender: Sender): HostPolicy {
  const { level } = value;
  const at = host.name;
  const unknown = unknownAttribute(value, sender);
  if (unknown !== null) return defers(because('attribute-unknown', at, unknown, sender.version ?? ''));
  // Found when the entry is read, before any connection (policy_create() of smtp_tls_policy.c).
  if (level === 'fingerprint' && fingerprintsOf(value).length === 0) return defers(because('no-fingerprints', at));
  const sts = stsPatterns(value, sender);
  if (
    level !== 'none' &&
    sts.use === 'enforced' &&
    evidence.routing === 'mx' &&
    !fitsPattern(host.name, sts.patterns)
  ) {
    return defers(because('sts-pattern', at, sts.patterns));
  }
  if (level !== 'dane' && level !== 'dane-only') return { kind: 'level', level };
  const isOnly = level === 'dane-only';
  if (!sender.dnssecLookups) {
    return isOnly ? defers(because('dane-disabled', at)) : acts('may', because('dane-acts-as-may', at));
  }
  const facts = tlsaFacts(host);
  if (evidence.routing === 'mx' && evidence.mx?.status !== 'secure') {
    return isOnly ? defers(because('mx-insecure', at)) : underInsecureMx(host, facts, sender);
  }
  switch (facts.state) {
    case 'usable':
      return { kind: 'tlsa', shows: 'verified' };
    case 'unusable':
      return isOnly ? defers(whyUnusable(host)) : acts('encrypt', because('dane-unusable', at));
    case 'none':
      return isOnly ? defers(because('no-tlsa', at)) : acts('may', because('dane-no-tlsa', at));
    case 'failed':
      return defers(because('tlsa-lookup-error', at, facts.why));
    case 'unknown':
      return {
        kind: 'settled',
        possible: isOnly ? failsClosed : anything,
        reason: because('not-reached', at, facts.why),
      };
  }
}

/** Certificate usages 0 and 1 are dropped by Postfix; OpenSSL drops what else it can't use, and then nothing matches. */
function whyUnusable({ name, tlsaRecords }: HostEvidence): Reason {
  return tlsaRecords.every(({ unusable }) => unusable === 'usage')
    ? because('tlsa-unusable', name)
    : because('certificate-tlsa', name, t('no TLSA record is usable'));
}

/** smtp_tls_dane_insecure_mx_policy, which asks for usable TLSA records before it gives more than `may`. */
function underInsecureMx({ name }: HostEvidence, facts: TlsaFacts, { daneInsecureMxPolicy }: Sender): HostPolicy {
  const may = acts('may', because('dane-insecure-mx', name, 'may'));
  if (daneInsecureMxPolicy === 'may') return may;
  switch (facts.state) {
    case 'usable':
      return daneInsecureMxPolicy === 'encrypt'
        ? acts('encrypt', because('dane-insecure-mx', name, 'encrypt'))
        : { kind: 'tlsa', shows: 'trusted' };
    case 'unusable':
      return acts('encrypt', because('dane-unusable', name));
    case 'none':
      return may;
    case 'failed':
      return defers(because('tlsa-lookup-error', name, facts.why));
    case 'unknown':
      return { kind: 'settled', possible: notAuthenticated, reason: because('not-reached', name, facts.why) };
  }
}

function acts(level: PlainLevel, note: Reason): HostPolicy {
  return { kind: 'level', level, note };
}

function defers(reason: Reason): HostPolicy {
  return { kind: 'settled', possible: only('defers'), reason };
}

/** What may happen at a server of which nothing is known, under a policy. */
export function possibleUntested(policy: HostPolicy): Possible {
  if (policy.kind === 'settled') return policy.possible;
  if (policy.kind === 'tlsa') return policy.shows === 'verified' ? failsClosed : encryptedOrNothing;
  switch (policy.level) {
    case 'none':
      return either(only('clear'), only('defers'));
    case 'may':
      return notAuthenticated;
    case 'encrypt':
      return encryptedOrNothing;
    case 'fingerprint':
    case 'verify':
    case 'secure':
      return failsClosed;
  }
}

/** What may happen at a host of which not even the TLSA records are known. */
export function possibleUnexamined(level: SecurityLevel, sender: Sender): Possible {
  if (level === 'dane') return sender.dnssecLookups ? anything : notAuthenticated;
  if (level === 'dane-only') return sender.dnssecLookups ? failsClosed : only('defers');
  return possibleUntested({ kind: 'level', level });
}
