import { X509Certificate } from 'node:crypto';
import { rootCertificates, type TLSSocket } from 'node:tls';
import { Fault } from '../fault';
import { runsOnBoringSsl } from './library';
import type { TrustStore } from './trust-store';

const longestChain = 32;

/**
 * The certificates in the order sent, unrelated ones included. To be called once for each session: it uses them up.
 *
 * @throws Fault `limit`
 */
export function takeSentChain(session: TLSSocket, trustStore: TrustStore): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let each = session.getPeerX509Certificate(); each !== undefined; each = each.issuerCertificate) {
    if (chain.length === longestChain) {
      throw new Fault('limit', `the server sent more than ${longestChain} certificates`);
    }
    // A root may be its own issuer.
    if (chain.at(-1) === each) break;
    chain.push(each);
  }
  return runsOnBoringSsl() ? withoutLocalRoot(chain, trustStore) : chain;
}

/** BoringSSL adds the root that it found in the store; one that was sent as well can't be told from it. */
export function withoutLocalRoot(chain: readonly X509Certificate[], { ca }: TrustStore): readonly X509Certificate[] {
  const last = chain.length > 1 ? chain.at(-1) : undefined;
  const isLocal =
    last !== undefined && (ca ?? rootCertificates).some((pem) => new X509Certificate(pem).raw.equals(last.raw));
  return isLocal ? chain.slice(0, -1) : chain;
}
