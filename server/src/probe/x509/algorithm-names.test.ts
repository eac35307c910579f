import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeCertificate, p256, rsa } from '../testing/certificates';
import { keyName, signatureName } from './algorithm-names';
import { readCertificate } from './certificate';

it.each([
  ['RSA 2048', 'sha256WithRSAEncryption', { key: rsa(2048) }],
  ['EC prime256v1', 'ecdsa-with-SHA1', { hash: 'SHA-1' }],
  ['EC prime256v1', 'ecdsa-with-SHA256', { key: p256 }],
  ['EC secp384r1', 'ecdsa-with-SHA256', { key: { ...p256, namedCurve: 'P-384' } }],
  ['Ed25519', 'Ed25519', { key: { name: 'Ed25519' } }],
] as const)('a key %s signed with %s', async (key, signature, specification) => {
  const { certificate } = await makeCertificate(specification);
  expect(keyName(certificate)).toBe(key);
  expect(signatureName(readCertificate(certificate.raw))).toBe(signature);
});

it('tells the number of an algorithm that it does not know, and nothing of a key that the library can’t read', () => {
  expect(signatureName({ signatureAlgorithm: '1.2.3.4' })).toBe('1.2.3.4');
  const unreadable = Object.create(X509Certificate.prototype, {
    publicKey: {
      get: () => {
        throw new Error('unsupported');
      },
    },
  }) as X509Certificate;
  expect(keyName(unreadable)).toBeNull();
});
