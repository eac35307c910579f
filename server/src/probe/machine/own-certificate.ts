import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { bitString, der, oid, sequence, tag, tagged, utcTime } from './der-writer';

/** Keys as `generateKeyPairSync` gives them. */
export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export interface OwnCertificate {
  readonly der: Buffer;
  readonly pem: string;
  /** PKCS #8. */
  readonly keyPem: string;
}

/** A CA that lives as long as one look at this machine. */
export interface OwnAuthority {
  readonly pem: string;
  issue(name: string, keys: KeyPair, validity: Validity): OwnCertificate;
}

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const commonName = oid('550403');
const basicConstraints = oid('551d13');
const subjectAlternativeName = oid('551d11');
const yes = der(tag.boolean, Buffer.of(0xff));
/** The number of a dNSName among the general names (RFC 5280 section 4.2.1.6). */
const dnsName = 0x82;

/**
 * Makes certificates (RFC 5280) signed on P-256, for servers of our own: no library that could is in the product, and
 * none whose key everybody knows has to be shipped.
 */
export function createAuthority(name: string, validity: Validity): OwnAuthority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = nameOf(name);
  const certify = (subject: Buffer, { publicKey }: KeyPair, { notBefore, notAfter }: Validity, extension: Buffer) => {
    const toBeSigned = sequence(
      tagged(0, der(tag.integer, Buffer.of(2))),
      // A leading 1 keeps the number positive.
      der(tag.integer, Buffer.of(1), randomBytes(8)),
      ecdsaWithSha256,
      issuer,
      sequence(utcTime(notBefore), utcTime(notAfter)),
      subject,
      publicKey.export({ type: 'spki', format: 'der' }),
      tagged(3, sequence(extension)),
    );
    return sequence(toBeSigned, ecdsaWithSha256, bitString(sign('sha256', toBeSigned, keys.privateKey)));
  };
  const ca = sequence(basicConstraints, yes, der(tag.octetString, sequence(yes)));
  return {
    pem: pemOf(certify(issuer, keys, validity, ca)),
    issue: (host, pair, own) => {
      const names = sequence(der(dnsName, Buffer.from(host)));
      const made = certify(nameOf(host), pair, own, sequence(subjectAlternativeName, der(tag.octetString, names)));
      const keyPem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' });
      return { der: made, pem: pemOf(made), keyPem: keyPem.toString() };
    },
  };
}

function nameOf(text: string): Buffer {
  return sequence(der(tag.set, sequence(commonName, der(tag.utf8String, Buffer.from(text)))));
}

function pemOf(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
