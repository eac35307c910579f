import type { KeyObject } from 'node:crypto';
import type { Certificate } from './certificate';

/** Bits of a modulus, and of a curve, that count for 80 bits of security (NIST SP 800-57 part 1, table 2). */
const smallestModulus = 1024;
const smallestCurve = 160;
/** Curves of an old standard (WTLS) whose names do not tell their size. */
const weakCurves: ReadonlySet<string> = new Set(['1', '4', '6', '8'].map((each) => `wap-wsg-idm-ecid-wtls${each}`));

/** Whether OpenSSL refuses the key at security level 1 (SSL_CTX_set_security_level(3)): fewer than 80 bits. */
export function isWeakKey({ asymmetricKeyDetails }: KeyObject): boolean {
  const { modulusLength, namedCurve } = asymmetricKeyDetails ?? {};
  if (modulusLength !== undefined) return modulusLength < smallestModulus;
  if (namedCurve === undefined) return false;
  const size = /\d{3}/.exec(namedCurve)?.[0];
  return weakCurves.has(namedCurve) || (size !== undefined && Number(size) < smallestCurve);
}

/** Signature algorithms on MD2, MD4, MD5 and SHA-1. */
const weakSignatures: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.2',
  '1.2.840.113549.1.1.3',
  '1.2.840.113549.1.1.4',
  '1.2.840.113549.1.1.5',
  '1.3.14.3.2.29',
  '1.2.840.10040.4.3',
  '1.3.14.3.2.27',
  '1.2.840.10045.4.1',
]);

/** Whether the certificate was signed over a digest that OpenSSL 3 refuses at security level 1. */
export function hasWeakSignature({ signatureAlgorithm }: Certificate): boolean {
  return weakSignatures.has(signatureAlgorithm);
}
