import { generateKeyPairSync } from 'node:crypto';
import type { SecureContextOptions } from 'node:tls';
import type { PkixEvidence } from '../evidence';
import type { KeyPair } from './own-certificate';

/** A server that Postfix can talk to, and what it finds there. */
export interface TlsCase {
  /** What is special about the server. */
  readonly title: string;
  readonly keys: () => KeyPair;
  readonly server: SecureContextOptions;
  /** Days from now. */
  readonly validity: readonly [from: number, to: number];
  readonly verdict: PkixEvidence['verdict'];
}

const p256 = (): KeyPair => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = (): KeyPair => generateKeyPairSync('rsa', { modulusLength: 2048 });
const tls12 = { maxVersion: 'TLSv1.2' } as const;

function one(title: string, more: Partial<TlsCase> = {}): TlsCase {
  return { title, keys: p256, server: {}, validity: [-1, 2], verdict: 'trusted', ...more };
}

/** Keys, protocols, groups and ciphers of OpenSSL that other libraries may lack; then what each has to judge alike. */
export const tlsCases: readonly TlsCase[] = [
  one('a key on P-256'),
  one('a key on P-384', { keys: () => generateKeyPairSync('ec', { namedCurve: 'P-384' }) }),
  one('a key on P-521', { keys: () => generateKeyPairSync('ec', { namedCurve: 'P-521' }) }),
  one('an RSA key', { keys: rsa }),
  one('an Ed25519 key', { keys: () => generateKeyPairSync('ed25519') }),
  one('an Ed448 key', { keys: () => generateKeyPairSync('ed448') }),
  one('TLS 1.3 only', { server: { minVersion: 'TLSv1.3' } }),
  one('TLS 1.2 only', { server: tls12 }),
  one('P-521 as the only group', { server: { ecdhCurve: 'P-521' } }),
  one('X448 as the only group', { server: { ecdhCurve: 'X448' } }),
  one('DHE ciphers only', { keys: rsa, server: { ...tls12, ciphers: 'DHE-RSA-AES256-GCM-SHA384', dhparam: 'auto' } }),
  one('static RSA ciphers only', { keys: rsa, server: { ...tls12, ciphers: 'AES128-SHA' } }),
  one('CBC ciphers with SHA-256 only', { keys: rsa, server: { ...tls12, ciphers: 'AES256-SHA256' } }),
  one('CCM ciphers only', { server: { ...tls12, ciphers: 'ECDHE-ECDSA-AES256-CCM' } }),
  one('Camellia ciphers only', { keys: rsa, server: { ...tls12, ciphers: 'ECDHE-RSA-CAMELLIA256-SHA384' } }),
  one('an expired certificate', { validity: [-3, -1], verdict: 'untrusted' }),
  one('a certificate of the future', { validity: [1, 3], verdict: 'untrusted' }),
];
