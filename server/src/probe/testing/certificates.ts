// The certificate library injects its dependencies through reflection and needs this before it is loaded.
import 'reflect-metadata';
import { randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import {
  BasicConstraintsExtension,
  type Extension,
  type JsonNameParams,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

export {
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
} from '@peculiar/x509';

type Keys = webcrypto.CryptoKeyPair;
type Algorithm =
  | webcrypto.RsaHashedKeyGenParams
  | (webcrypto.EcKeyGenParams & { hash: string })
  | { readonly name: 'Ed25519' | 'Ed448' };

/** A certificate, and what it takes to serve it or to issue others with it. */
export interface Made {
  readonly certificate: X509Certificate;
  readonly pem: string;
  readonly key: string;
  readonly keys: Keys;
  /** DER. */
  readonly subject: ArrayBuffer;
}

export interface Specification {
  /** `CN=a.example`, or attribute by attribute. */
  readonly subject?: string | JsonNameParams;
  /** Self-signed without. */
  readonly issuer?: Made;
  readonly extensions?: readonly Extension[];
  /** Days from now. */
  readonly days?: readonly [from: number, to: number];
  readonly key?: Algorithm;
  /** Whose keys to use again. */
  readonly sameKeysAs?: Made;
  /** The digest of the signature. */
  readonly hash?: 'SHA-1' | 'SHA-256';
}

export const p256: Algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export function rsa(modulusLength: number): Algorithm {
  return {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  };
}

const day = 86_400_000;

export async function makeCertificate({
  subject = 'CN=a.example',
  issuer,
  extensions = [],
  days: [from, to] = [-10, 10],
  key = p256,
  sameKeysAs,
  hash = 'SHA-256',
}: Specification): Promise<Made> {
  const keys = sameKeysAs?.keys ?? (await makeKeys(key));
  const signingKey = (issuer?.keys ?? keys).privateKey;
  const name = new Name(subject);
  const made = await X509CertificateGenerator.create({
    // A leading 0x01 keeps the number positive.
    serialNumber: `01${randomBytes(8).toString('hex')}`,
    subject: name,
    issuer: issuer === undefined ? name : new Name(issuer.subject),
    notBefore: new Date(Date.now() + from * day),
    notAfter: new Date(Date.now() + to * day),
    signingAlgorithm: { ...signingKey.algorithm, hash },
    publicKey: keys.publicKey,
    signingKey,
    extensions: [...extensions],
  });
  return {
    certificate: new X509Certificate(Buffer.from(made.rawData)),
    pem: `${made.toString('pem')}\n`,
    key: PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    keys,
    subject: made.subjectName.toArrayBuffer(),
  };
}

async function makeKeys(key: Algorithm): Promise<webcrypto.CryptoKeyPair> {
  // None of them is symmetric.
  return webcrypto.subtle.generateKey(key, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;
}

/** The extensions of a CA. */
export function authority(pathLength?: number): readonly Extension[] {
  return [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
  ];
}

export function alternativeNames(...names: readonly string[]): Extension {
  return new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })));
}
