// The certificate library injects its dependencies through reflection and needs this before it is loaded.
import 'reflect-metadata';
import { createHash, X509Certificate as NodeCertificate, randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { CertificateSpec, TlsaSpec } from './scenario';

/** A certificate with its key, ready for a TLS server. */
export interface ServerCertificate {
  readonly key: string;
  /** What the server sends: PEM, its own certificate first. */
  readonly chain: string;
  readonly leaf: Buffer;
  /** The certificate that signed it; its own for a self-signed one. */
  readonly issuer: Buffer;
}

export interface Pki {
  /** The root that the lab hands out as CA file, PEM. */
  readonly caPem: string;
  /** The same specification gives the same certificate each time. */
  readonly certificate: (spec: CertificateSpec) => Promise<ServerCertificate>;
  readonly tlsaData: (spec: TlsaSpec, certificate: ServerCertificate) => Buffer;
  /** Certificates that belong to no chain, PEM. */
  readonly junk: (count: number) => string;
}

interface Authority {
  readonly certificate: X509Certificate;
  readonly keys: CryptoKeyPair;
}

type CryptoKeyPair = webcrypto.CryptoKeyPair;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

function rsa(modulusLength: number): webcrypto.RsaHashedKeyGenParams {
  const publicExponent = new Uint8Array([1, 0, 1]);
  return { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent, hash: 'SHA-256' };
}

const keyAlgorithms = {
  p256: algorithm,
  'rsa-768': rsa(768),
  'rsa-1024': rsa(1024),
  'rsa-2048': rsa(2048),
};
const day = 86_400_000;

/** Fresh keys for each lab: a public root with an intermediate, and a private CA that nobody trusts. */
export async function createPki(now: Date): Promise<Pki> {
  const root = await authority('Lab Root CA', now);
  const [intermediate, privateCa, rogueCa, other] = await Promise.all([
    authority('Lab Intermediate CA', now, root),
    authority('Lab Private CA', now),
    authority('Lab Rogue CA', now),
    authority('Nobody', now),
  ]);
  const made = new Map<string, Promise<ServerCertificate>>();
  const issuers = { public: [intermediate, root], private: [privateCa], rogue: [rogueCa], self: [] };
  const unrelated = Buffer.from(other.certificate.rawData);
  return {
    caPem: `${root.certificate.toString('pem')}\n`,
    certificate: (spec) => {
      const id = JSON.stringify(spec);
      const certificate = made.get(id) ?? issue(spec, issuers[spec.issuer], now);
      made.set(id, certificate);
      return certificate;
    },
    tlsaData: (spec, certificate) =>
      tlsaData(spec, spec.of === 'other' ? unrelated : spec.of === 'issuer' ? certificate.issuer : certificate.leaf),
    junk: (count) => `${other.certificate.toString('pem')}\n`.repeat(count),
  };
}

async function generateKeys(kind: keyof typeof keyAlgorithms = 'p256'): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(keyAlgorithms[kind], true, ['sign', 'verify']);
}

function serialNumber(): string {
  // A leading 0x01 keeps the number positive.
  return `01${randomBytes(15).toString('hex')}`;
}

async function authority(name: string, now: Date, parent?: Authority): Promise<Authority> {
  const keys = await generateKeys();
  const extensions = [
    new BasicConstraintsExtension(true, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
  const certificate = await generate({
    subject: `CN=${name}`,
    keys,
    parent,
    extensions,
    notBefore: new Date(now.getTime() - 365 * day),
    notAfter: new Date(now.getTime() + 365 * day),
  });
  return { certificate, keys };
}

/** @param issuers from the direct issuer to the root; empty for a self-signed certificate. */
async function issue(spec: CertificateSpec, issuers: readonly Authority[], now: Date): Promise<ServerCertificate> {
  const keys = await generateKeys(spec.key);
  const names = spec.names.map((value) => ({ type: 'dns' as const, value }));
  const certificate = await generate({
    subject: `CN=${spec.commonName ?? spec.names[0] ?? 'nameless'}`,
    keys,
    parent: issuers[0],
    extensions: [
      ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    ],
    notBefore: new Date(now.getTime() - 90 * day),
    notAfter: new Date(now.getTime() + (spec.expired === true ? -10 * day : 90 * day)),
  });
  const sent = [certificate, ...sentIssuers(spec, issuers).map((each) => each.certificate)];
  return {
    key: PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    chain: `${sent.map((each) => each.toString('pem')).join('\n')}\n`,
    leaf: Buffer.from(certificate.rawData),
    issuer: Buffer.from((issuers[0]?.certificate ?? certificate).rawData),
  };
}

/** Servers usually leave the root out; a private CA is its own intermediate and is sent, as DANE-TA needs it. */
function sentIssuers({ sent = 'chain' }: CertificateSpec, issuers: readonly Authority[]): readonly Authority[] {
  if (sent === 'leaf') return [];
  return sent === 'chain-and-root' || issuers.length === 1 ? issuers : issuers.slice(0, -1);
}

interface Generation {
  readonly subject: string;
  readonly keys: CryptoKeyPair;
  readonly parent: Authority | undefined;
  readonly extensions: readonly Extension[];
  readonly notBefore: Date;
  readonly notAfter: Date;
}

async function generate({
  subject,
  keys,
  parent,
  extensions,
  notBefore,
  notAfter,
}: Generation): Promise<X509Certificate> {
  const signingKey = (parent?.keys ?? keys).privateKey;
  return X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject,
    issuer: parent?.certificate.subject ?? subject,
    notBefore,
    notAfter,
    signingAlgorithm: { ...signingKey.algorithm, hash: 'SHA-256' },
    publicKey: keys.publicKey,
    signingKey,
    extensions: [...extensions],
  });
}

/** Certificate association data (RFC 6698 section 2.1.4); unassigned parameters get data of a plausible shape. */
function tlsaData({ selector, matchingType, length }: TlsaSpec, der: Buffer): Buffer {
  const selected = selector === 1 ? new NodeCertificate(der).publicKey.export({ type: 'spki', format: 'der' }) : der;
  const data =
    matchingType === 0
      ? selected
      : createHash(matchingType === 2 ? 'sha512' : 'sha256')
          .update(selected)
          .digest();
  return length === undefined ? data : data.subarray(0, length);
}
