import type { PolicyAttribute, PolicyValue } from '../policy/entry';
import { attributeFacts } from '../postfix/attributes';
import type { Cause } from '../probe/cause';
import type { AddressEvidence, Evidence, HostEvidence, TlsEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import type { PlainLevel } from './judgement';
import { permission } from './protocols';
import { isAtLeast } from './release';
import type { Sender } from './sender';

/** An attribute whose effect the evidence does not decide. */
export interface Doubt {
  readonly attribute: string;
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

/** The first attribute that may change a session from the one that the evidence holds; null for none. */
export function doubtAbout(
  value: PolicyValue,
  level: PlainLevel | 'tlsa',
  session: TlsEvidence,
  sender: Sender,
): Doubt | null {
  for (const attribute of value.attributes) {
    const why = doubtOf(attribute, level, session, sender);
    if (why !== null) return { attribute: attribute.name, why };
  }
  return null;
}

function doubtOf(
  { name, value }: PolicyAttribute,
  level: PlainLevel | 'tlsa',
  session: TlsEvidence,
  { version }: Sender,
): string | null {
  switch (name) {
    case 'protocols':
      return permission(value, session.protocol) === 'permitted'
        ? null
        : t('may exclude {0}, which was used here', session.protocol);
    case 'ciphers':
    case 'exclude':
      // Cipher lists speak of TLS 1.2 and older (SSL_CTX_set_cipher_list(3)).
      return value === '' || session.protocol === 'TLSv1.3'
        ? null
        : t('decides on ciphers, of which only one was seen');
    default:
      return doubtOfRecent(name, level, version);
  }
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

/**
 * Why no handshake can succeed with these attributes, in Postfix's words (tls_client_start()); null where it can. They
 * are checked when a session starts, thus not in a lookup.
 */
export function handshakeFault({ attributes }: PolicyValue, { version }: Sender): string | null {
  for (const { name, value } of attributes) {
    if (name === 'ciphers' && !isCipherGrade(value)) return `invalid cipher grade: "${value}"`;
    const hasBound = /[<>]=/.test(value) && version !== undefined && !isAtLeast(version, ['3.6.0']);
    if (name === 'protocols' && (hasBound || permission(value, 'TLSv1.3') === 'invalid')) {
      return `Invalid TLS protocol list "${value}"`;
    }
    if (name === 'exclude' && value.split(/[\s:,]+/).some((cipher) => /^[!+\-@]/.test(cipher))) {
      return "invalid unary '!+-@' in cipher exclusion";
    }
  }
  return null;
}

function isCipherGrade(text: string): boolean {
  const grammar = attributeFacts('ciphers')?.value;
  return grammar?.kind === 'words' && grammar.words.includes(text.toLowerCase());
}
