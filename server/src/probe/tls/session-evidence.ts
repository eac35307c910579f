import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { JudgedTlsaRecord, PkixEvidence, TlsEvidence } from '../evidence';
import { Fault } from '../fault';
import { isWeakKey } from '../x509/strength';
import { isUnreadable } from '../x509/unreadable';
import { certificateEvidence, nameText } from './certificate-evidence';
import type { Offer } from './client-context';
import { daneEvidence } from './dane';
import { keyExchange } from './key-exchange';
import { pkixEvidence } from './pkix';
import { partOfRoot, rootOfChain } from './root-of-chain';
import { takeSentChain } from './sent-chain';
import type { TrustStore } from './trust-store';

/** What a session was made with. */
export interface SessionTerms {
  readonly serverName: string | null;
  readonly offer: Offer;
  readonly trustStore: TrustStore;
  /** The TLSA records in use and the names of DANE-TA; null where the session has nothing to do with DANE. */
  readonly tlsa: { readonly records: readonly JudgedTlsaRecord[]; readonly names: readonly string[] } | null;
}

/**
 * All that the evidence holds of a session. To be called once for each, since Node gives the certificates away once.
 *
 * @throws Fault `limit`, or `protocol-error` where a certificate can't be read.
 */
export function sessionEvidence(session: TLSSocket, terms: SessionTerms, now: Date): TlsEvidence {
  const { serverName, offer, trustStore, tlsa } = terms;
  const chain = takeSentChain(session, trustStore);
  const protocol = session.getProtocol() ?? '';
  try {
    return {
      serverName,
      protocol,
      cipher: session.getCipher().name,
      ...keyExchange(session),
      ...securityLevel(offer, protocol, chain[0]),
      chain: chain.map(certificateEvidence),
      pkix: withRoot(pkixEvidence(session.authorizationError), chain, trustStore, now),
      ...(tlsa === null ? {} : { dane: daneEvidence(tlsa.records, chain, tlsa.names, now) }),
    };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    throw new Fault('protocol-error', `the server sent a certificate that can’t be read: ${error.message}`);
  }
}

/** A trusted chain says by which root: that of a CA file and a public one are not the same. */
function withRoot(
  pkix: PkixEvidence,
  chain: readonly X509Certificate[],
  trustStore: TrustStore,
  now: Date,
): PkixEvidence {
  const root = pkix.verdict === 'trusted' ? rootOfChain(chain, trustStore, now) : null;
  if (root === null) return pkix;
  const part = partOfRoot(root, trustStore);
  return { ...pkix, root: nameText(root.subject), ...(part === null ? {} : { store: part.name }) };
}

/** Below TLS 1.2 the signatures of the handshake are over SHA-1, which OpenSSL 3 refuses at security level 1. */
const weakProtocols: readonly string[] = ['TLSv1', 'TLSv1.1'];

/**
 * Only the handshake at that level proves that it succeeds; that it would not can be seen of any session. A key that is
 * too weak does not end the handshake by itself: OpenSSL counts it as a fault of the chain, and Postfix does not
 * authenticate either.
 */
export function securityLevel(
  offer: Offer,
  protocol: string,
  leaf: X509Certificate | undefined,
): Pick<TlsEvidence, 'securityLevelOk'> {
  const isTooLow = weakProtocols.includes(protocol) || (leaf !== undefined && isWeakKey(leaf.publicKey));
  if (isTooLow || offer === 'opportunistic') return { securityLevelOk: false };
  return offer === 'authenticating' ? { securityLevelOk: true } : {};
}
