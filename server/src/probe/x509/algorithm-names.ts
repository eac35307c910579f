import type { KeyObject, X509Certificate } from 'node:crypto';
import type { Certificate } from './certificate';

/** By object identifier, in the words of RFC 3279, 4055, 5758 and 8410. */
const signatureNames: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.4', 'md5WithRSAEncryption'],
  ['1.2.840.113549.1.1.5', 'sha1WithRSAEncryption'],
  ['1.2.840.113549.1.1.10', 'RSASSA-PSS'],
  ['1.2.840.113549.1.1.11', 'sha256WithRSAEncryption'],
  ['1.2.840.113549.1.1.12', 'sha384WithRSAEncryption'],
  ['1.2.840.113549.1.1.13', 'sha512WithRSAEncryption'],
  ['1.2.840.10045.4.1', 'ecdsa-with-SHA1'],
  ['1.2.840.10045.4.3.2', 'ecdsa-with-SHA256'],
  ['1.2.840.10045.4.3.3', 'ecdsa-with-SHA384'],
  ['1.2.840.10045.4.3.4', 'ecdsa-with-SHA512'],
  ['1.3.101.112', 'Ed25519'],
  ['1.3.101.113', 'Ed448'],
]);

/** With what a certificate is signed; the identifier itself where nobody here knows it. */
export function signatureName({ signatureAlgorithm }: Pick<Certificate, 'signatureAlgorithm'>): string {
  return signatureNames.get(signatureAlgorithm) ?? signatureAlgorithm;
}

/** The kind and the size of the key in a certificate: `RSA 2048`, `EC prime256v1`, `Ed25519`; null where it can't be read. */
export function keyName(certificate: X509Certificate): string | null {
  const key = readKey(certificate);
  if (key === null) return null;
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  const type = key.asymmetricKeyType ?? '';
  if (namedCurve !== undefined) return `EC ${namedCurve}`;
  if (modulusLength !== undefined) return `${type.toUpperCase()} ${modulusLength}`;
  return type === '' ? null : type.charAt(0).toUpperCase() + type.slice(1);
}

/** BoringSSL does not have all of them. */
function readKey(certificate: X509Certificate): KeyObject | null {
  try {
    return certificate.publicKey;
  } catch {
    return null;
  }
}
