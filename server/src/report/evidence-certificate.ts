import type { CertificateEvidence } from '../probe/evidence';
import { codeSpan, prose } from './escape';
import { describeExpiry } from './evidence-words';
import { told } from './fact';
import { blocks, bullets, table } from './markdown';

/** Certificates, and names in one of them, that are shown; servers may send hundreds. */
const shownCertificates = 8;
const shownNames = 8;

/** The certificates in the order sent. */
export function certificateTable(chain: readonly CertificateEvidence[], at: string): string {
  if (chain.length === 0) return 'The server sent no certificate.';
  const rows = chain
    .slice(0, shownCertificates)
    .map((certificate, index) => [
      String(index),
      subjectCell(certificate, index === 0),
      codeSpan(certificate.issuer, { inTable: true, limit: 120 }),
      told(describeExpiry(certificate.notAfter, certificate.notBefore, at), true),
    ]);
  const more = chain.length - rows.length;
  return blocks(
    table(['Depth', 'Certificate', 'Issuer', 'Validity'], rows),
    more > 0 ? `… and ${more} more certificates.` : '',
    digests(chain[0]),
  );
}

/** Of the server's own certificate, for comparing by hand. */
function digests(own: CertificateEvidence | undefined): string {
  if (!own) return '';
  const { key, signature } = own;
  return bullets([
    ...(key === undefined ? [] : [`Public key: ${prose(key)}`]),
    ...(signature === undefined ? [] : [`Signed with ${prose(signature)}`]),
    `Certificate, SHA-256: ${codeSpan(own.sha256)}`,
    `Public key, SHA-256: ${codeSpan(own.spkiSha256)} (the data of a TLSA record 3 1 1)`,
  ]);
}

/** The names for a server's own certificate, else the subject. */
function subjectCell({ subject, dnsNames, commonName }: CertificateEvidence, isServer: boolean): string {
  const cell = (text: string) => codeSpan(text, { inTable: true, limit: 120 });
  if (!isServer) return cell(subject);
  if (dnsNames.length === 0) {
    return commonName === null ? `${cell(subject)}, no name` : `${cell(commonName)} (common name only)`;
  }
  const more = dnsNames.length - shownNames;
  return dnsNames.slice(0, shownNames).map(cell).join(' ') + (more > 0 ? ` and ${more} more` : '');
}
