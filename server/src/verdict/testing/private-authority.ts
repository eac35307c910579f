import type { Evidence } from '../../probe/evidence';
import { authority, type Made, makeCertificate } from '../../probe/testing/certificates';
import { certificateEvidence } from '../../probe/tls/certificate-evidence';
import { buildEvidence } from './build-evidence';

/** Evidence of a server whose certificate is by a CA that no public store knows, that CA, and another one. */
export async function privateAuthority(): Promise<{ root: Made; stranger: Made; evidence: Evidence }> {
  const root = await makeCertificate({ subject: 'CN=Root', extensions: authority() });
  const stranger = await makeCertificate({ subject: 'CN=Stranger', extensions: authority() });
  const leaf = await makeCertificate({ subject: 'CN=a.example', issuer: root });
  const seen = buildEvidence({ hosts: [{ addresses: [{ chain: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }] }] });
  const chain = [certificateEvidence(leaf.certificate)];
  const hosts = seen.hosts.map((host) => ({
    ...host,
    addresses: host.addresses.map(({ tls, ...rest }) => (tls ? { ...rest, tls: { ...tls, chain } } : rest)),
  }));
  return { root, stranger, evidence: { ...seen, hosts } };
}
