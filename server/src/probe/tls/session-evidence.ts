import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { JudgedTlsaRecord, TlsEvidence } from '../evidence';
import { Fault } from '../fault';
import { isWeakKey } from '../x509/strength';
import { isUnreadable } from '../x509/unreadable';
import { certificateEvidence } from './certificate-evidence';
import type { Offer } from './client-context';
import { daneEvidence } from './dane';
import { pkixEvidence } from './pkix';
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
  try {
    return {
      serverName,
      protocol: session.getProtocol() ?? '',
      cipher: session.getCipher().name,
      ...securityLevel(offer, chain[0]),
      chain: chain.map(certificateEvidence),
      pkix: pkixEvidence(session.authorizationError),
      ...(tlsa === null ? {} : { dane: daneEvidence(tlsa.records, chain, tlsa.names, now) }),
    };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    throw new Fault('protocol-error', `the server sent a certificate that can’t be read: ${error.message}`);
  }
}

/**
 * A key that is too weak does not end the handshake by itself: OpenSSL counts it as a fault of the chain, and so Postfix
 * does not authenticate either.
 */
function securityLevel(offer: Offer, leaf: X509Certificate | undefined): Pick<TlsEvidence, 'securityLevelOk'> {
  if (offer === 'fixed') return {};
  return { securityLevelOk: offer === 'authenticating' && !(leaf !== undefined && isWeakKey(leaf.publicKey)) };
}
