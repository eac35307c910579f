import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeCertificate } from '../probe/testing/certificates';
import { certificateEvidence } from '../probe/tls/certificate-evidence';
import { certificateTable } from './evidence-certificate';

it('tells the digests of a certificate and of its key, as somebody else would take them', async () => {
  const { certificate } = await makeCertificate({ subject: 'CN=a.example' });
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
  const told = certificateTable([certificateEvidence(certificate)], new Date().toISOString());
  for (const algorithm of ['sha256', 'sha512']) {
    for (const bytes of [certificate.raw, key]) {
      expect(told).toContain(`\`${createHash(algorithm).update(bytes).digest('hex')}\``);
    }
  }
});
