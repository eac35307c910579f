import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** As OpenSSL compares names for Postfix; an address is none, although a common name could hold its digits. */
export function hasName(certificate: X509Certificate, name: string): boolean {
  if (name === '' || isIP(name) !== 0) return false;
  return certificate.checkHost(name.replace(/\.$/, ''), { partialWildcards: false }) !== undefined;
}
