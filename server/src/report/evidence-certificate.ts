import type { CertificateEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import { digestsOf } from '../verdict/fingerprints';
import { codeSpan, prose } from './escape';
import { describeExpiry } from './evidence-words';
import { told } from './fact';
import { blocks, bullets, table } from './markdown';

/** Certificates, and names in one of them, that are shown; servers may send hundreds. */
const shownCertificates = 8;
const shownNames = 8;

/** The certificates in the order sent. */
export function certificateTable(chain: readonly CertificateEvidence[], at: string): string {
  if (chain.length === 0) return t('The server sent no certificate.');
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
    table([t('Depth'), t('Certificate'), t('Issuer'), t('Validity')], rows),
    more > 0 ? t('… and {0} more certificates.', more) : '',
    digests(chain[0]),
  );
}

/** Of the server's own certificate, for comparing by hand. */
function digests(own: CertificateEvidence | undefined): string {
  if (!own) return '';
  const { key, signature } = own;
  const sha512 = digestsOf(own, 'sha512');
  return bullets([
    ...(key === undefined ? [] : [t('Public key: {0}', prose(key))]),
    ...(signature === undefined ? [] : [t('Signed with {0}', prose(signature))]),
    t('Certificate, SHA-256: {0}', codeSpan(own.sha256)),
    t('Public key, SHA-256: {0} (the data of a TLSA record 3 1 1)', codeSpan(own.spkiSha256)),
    ...(sha512 === null
      ? []
      : [
          t('Certificate, SHA-512: {0}', codeSpan(sha512.certificate)),
          t('Public key, SHA-512: {0} (the data of a TLSA record 3 1 2)', codeSpan(sha512.key)),
        ]),
  ]);
}

/** The names for a server's own certificate, else the subject. */
function subjectCell({ subject, dnsNames, commonName }: CertificateEvidence, isServer: boolean): string {
  const cell = (text: string) => codeSpan(text, { inTable: true, limit: 120 });
  if (!isServer) return cell(subject);
  if (dnsNames.length === 0) {
    return commonName === null ? t('{0}, no name', cell(subject)) : t('{0} (common name only)', cell(commonName));
  }
  const more = dnsNames.length - shownNames;
  return dnsNames.slice(0, shownNames).map(cell).join(' ') + (more > 0 ? ` ${t('and {0} more', more)}` : '');
}
