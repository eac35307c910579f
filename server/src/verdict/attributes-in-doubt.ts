import type { PolicyAttribute, PolicyValue } from '../policy/entry';
import { attributeFacts } from '../postfix/attributes';
import type { Evidence, HostEvidence, TlsEvidence } from '../probe/evidence';
import type { PlainLevel } from './host-policy';

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

/** The session that is known with a server name indication; undefined where none was tried with it. */
export function sessionWith(
  serverName: string | null,
  sessions: readonly (TlsEvidence | undefined)[],
): TlsEvidence | undefined {
  const wanted = serverName?.toLowerCase() ?? null;
  return sessions.find((session) => session !== undefined && (session.serverName?.toLowerCase() ?? null) === wanted);
}

/** The first attribute that may change a session from the one that the evidence holds; null for none. */
export function doubtAbout(value: PolicyValue, level: PlainLevel | 'tlsa', session: TlsEvidence): Doubt | null {
  for (const attribute of value.attributes) {
    const why = doubtOf(attribute, level, session);
    if (why !== null) return { attribute: attribute.name, why };
  }
  return null;
}

function doubtOf({ name, value }: PolicyAttribute, level: PlainLevel | 'tlsa', session: TlsEvidence): string | null {
  switch (name) {
    case 'protocols':
      return permitsProtocol(value, session.protocol) ? null : `may exclude ${session.protocol}, which was used here`;
    case 'ciphers':
    case 'exclude':
      // Cipher lists speak of TLS 1.2 and older (SSL_CTX_set_cipher_list(3)).
      return value === '' || session.protocol === 'TLSv1.3' ? null : 'decides on ciphers, of which only one was seen';
    case 'tafile':
      return level === 'verify' || level === 'secure' ? 'names trust anchors that the probe did not use' : null;
    default:
      return since(name);
  }
}

/** Releases before the one that brought an attribute defer the mail because of it; the sender's release is not known. */
function since(name: string): string | null {
  const facts = attributeFacts(name);
  const isRecent = facts !== undefined && ['3.9', '3.10'].includes(facts.since);
  return isRecent ? `is known to Postfix from ${facts.since} on, and decides there for itself` : null;
}

const versions = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'].map((name) => name.toLowerCase());

/** Whether a `protocols` value certainly lets this version through (postconf(5) smtp_tls_mandatory_protocols). */
function permitsProtocol(value: string, protocol: string): boolean {
  const used = versions.indexOf(protocol.toLowerCase());
  if (used < 0) return false;
  const words = value
    .toLowerCase()
    .split(/[\s:,]+/)
    .filter((word) => word !== '');
  const included = words.filter((word) => !/^[!<>]/.test(word));
  if (included.length > 0 && !included.includes(versions[used] ?? '')) return false;
  return words.every((word) => {
    const name = word.replace(/^(?:!|>=|<=)/, '');
    const index = versions.indexOf(name);
    if (index < 0) return false;
    if (word.startsWith('!')) return index !== used;
    if (word.startsWith('>=')) return used >= index;
    return word.startsWith('<=') ? used <= index : true;
  });
}
