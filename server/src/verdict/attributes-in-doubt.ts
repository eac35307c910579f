import type { PolicyAttribute, PolicyValue } from '../policy/entry';
import { attributeFacts } from '../postfix/attributes';
import type { Cause } from '../probe/cause';
import type { AddressEvidence, Evidence, HostEvidence, TlsEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import type { PlainLevel } from './judgement';
import { isAtLeast } from './release';
import type { Sender } from './sender';

/** Something whose effect the evidence does not decide. */
export interface Doubt {
  /** As it is written: `ciphers=`, `smtp_tls_mandatory_ciphers`. */
  readonly subject: string;
  readonly why: string;
}

/** The last value of an attribute; null where it is absent. */
export function attributeOf({ attributes }: PolicyValue, name: string): string | null {
  return attributes.findLast((attribute) => attribute.name === name)?.value ?? null;
}

/** The server name indication that Postfix sends below the DANE levels (TLS_README, `servername`); null for none. */
export function requestedServerName(value: PolicyValue, host: HostEvidence, { domain }: Evidence): string | null {
  const wanted = attributeOf(value, 'servername');
  if (wanted === 'hostname') return host.name;
  return wanted === 'nexthop' ? domain : wanted;
}

/**
 * The session that Postfix would hold with an entry below the DANE levels; undefined where none was had with the server
 * name that the entry sends.
 */
export function sessionFor(
  value: PolicyValue,
  host: HostEvidence,
  { tls, daneTls, hostTls, named = [] }: AddressEvidence,
  evidence: Evidence,
): TlsEvidence | undefined {
  const sessions = [tls, daneTls, hostTls, ...named.map((session) => session.tls)];
  return sessionWith(requestedServerName(value, host, evidence), sessions);
}

/** Why there is no session with a server name although it was tried; undefined where there is one, or nobody tried. */
export function causeOf(
  serverName: string | null,
  { name, tlsaBase }: HostEvidence,
  { daneCause, hostCause, named = [] }: AddressEvidence,
): Cause | undefined {
  const wanted = serverName?.toLowerCase();
  if (wanted === name && hostCause !== undefined) return hostCause;
  if (wanted === tlsaBase && daneCause !== undefined) return daneCause;
  return named.find((session) => session.serverName.toLowerCase() === wanted)?.cause;
}

/** The session that is known with a server name indication; undefined where none was tried with it. */
function sessionWith(
  serverName: string | null,
  sessions: readonly (TlsEvidence | undefined)[],
): TlsEvidence | undefined {
  const wanted = serverName?.toLowerCase() ?? null;
  return sessions.find((session) => session !== undefined && (session.serverName?.toLowerCase() ?? null) === wanted);
}

/** The first attribute beside protocols and ciphers that may change a session from the one that the evidence holds; null for none. */
export function doubtAbout({ attributes }: PolicyValue, level: PlainLevel | 'tlsa', { version }: Sender): Doubt | null {
  for (const { name } of attributes) {
    const why = doubtOfRecent(name, level, version);
    if (why !== null) return { subject: `${name}=`, why };
  }
  return null;
}

/** Without effect on a delivery where they are known: they serve TLS reports. */
const withoutEffect: ReadonlySet<string> = new Set(['policy_type', 'policy_ttl', 'policy_domain', 'policy_string']);
/** What the judge follows itself where the release is known. */
const followed: ReadonlySet<string> = new Set(['mx_host_pattern', 'policy_failure']);
/** Where `enable_rpk` has no effect (postconf(5)). */
const authenticating: ReadonlySet<string> = new Set(['tlsa', 'verify', 'secure']);

/** Attributes that older releases take for an error, which defers the mail. */
function doubtOfRecent(name: string, level: PlainLevel | 'tlsa', version: string | undefined): string | null {
  const since = attributeFacts(name)?.since ?? '';
  if (!recent.has(since)) return null;
  if (version === undefined) return t('is known to Postfix from {0} on, and decides there for itself', since);
  const isIdle = withoutEffect.has(name) || followed.has(name) || (name === 'enable_rpk' && authenticating.has(level));
  return isIdle ? null : t('decides for itself');
}

const recent: ReadonlySet<string> = new Set(['3.9', '3.10']);

/** The first attribute that the sender's release does not know, and for which it defers all mail; null for none. */
export function unknownAttribute({ level, attributes }: PolicyValue, { version }: Sender): string | null {
  if (version === undefined || level === 'none') return null;
  const isUnknown = ({ name }: PolicyAttribute) => !isAtLeast(version, [attributeFacts(name)?.since ?? '']);
  return attributes.find(isUnknown)?.name ?? null;
}
