import { createHash, type X509Certificate } from 'node:crypto';
import type { CertificateEvidence } from '../evidence';
import { printableText } from '../printable';
import { keyName, signatureName } from '../x509/algorithm-names';
import { readCertificate } from '../x509/certificate';
import { commonName } from '../x509/common-name';
import { dnsNames } from '../x509/extensions';
import { validityOf } from '../x509/validity';

/** @throws DerError where the certificate is not what RFC 5280 says. */
export function certificateEvidence(x509: X509Certificate): CertificateEvidence {
  const { raw, subject, issuer } = x509;
  const certificate = readCertificate(raw);
  const { notBefore, notAfter } = validityOf(certificate);
  const key = keyName(x509);
  return {
    der: raw.toString('base64'),
    subject: nameText(subject),
    issuer: nameText(issuer),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    dnsNames: dnsNames(certificate),
    commonName: commonName(certificate),
    sha256: sha256(raw),
    spkiSha256: sha256(certificate.spki),
    ...(key === null ? {} : { key }),
    signature: signatureName(certificate),
  };
}

/** One attribute a line, with control characters and commas escaped as in RFC 2253; undefined for an empty name. */
export function nameText(name: string | undefined): string {
  return printableText((name ?? '').replaceAll('\n', ', '));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
