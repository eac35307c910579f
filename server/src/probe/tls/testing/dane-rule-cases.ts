import type { DaneEvidence } from '../../evidence';
import {
  alternativeNames,
  authority,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type Made,
  makeCertificate,
  rsa,
  type Specification,
} from '../../testing/certificates';
import { base, type DaneCase, failed, type LeafOf, matched, row, tlsa, undecided } from './dane-case';

/** What the extensions, keys and signatures on the way to an anchor may be. */
export async function rules(root: Made, leafOf: LeafOf): Promise<readonly DaneCase[]> {
  const purpose = (...usages: string[]): Extension => new ExtendedKeyUsageExtension(usages);
  const clientAuth = purpose(ExtendedKeyUsage.clientAuth);
  const unknown = (isCritical: boolean): Extension =>
    new Extension('1.3.6.1.4.1.55555.1', isCritical, Buffer.from('0500', 'hex'));
  // Permits names under mail.example alone (RFC 5280 section 4.2.1.10).
  const constraints = new Extension('2.5.29.30', true, Buffer.from('3012a010300e820c6d61696c2e6578616d706c65', 'hex'));
  const justNames = alternativeNames(base);
  const viaIssuer: readonly [string, Specification, DaneEvidence, string?][] = [
    ['is no CA', { extensions: [] }, failed('no-match')],
    [
      'is no CA by its basic constraints',
      { extensions: [new KeyUsagesExtension(KeyUsageFlags.keyCertSign)] },
      failed('no-match'),
    ],
    [
      'may not sign certificates',
      { extensions: [authority()[0] as Extension, new KeyUsagesExtension(KeyUsageFlags.cRLSign)] },
      failed('no-match'),
    ],
    ['may have no CA below', { extensions: authority(0) }, matched(2)],
    ['is for clients', { extensions: [...authority(), clientAuth] }, failed('no-match')],
    ['is for servers', { extensions: [...authority(), purpose(ExtendedKeyUsage.serverAuth)] }, matched(2)],
    ['has a weak key', { extensions: authority(), key: rsa(768) }, failed('no-match')],
    ['has a key of 1024 bits', { extensions: authority(), key: rsa(1024) }, matched(2)],
    [
      'constrains names',
      { extensions: [...authority(), constraints] },
      undecided(0, 2),
      'name constraints are not looked at',
    ],
    [
      'has an unknown critical extension',
      { extensions: [...authority(), unknown(true)] },
      undecided(0, 2),
      'there may be newer releases that know it',
    ],
    ['has an unknown extension', { extensions: [...authority(), unknown(false)] }, matched(2)],
    [
      'is signed over SHA-1',
      { extensions: authority(), hash: 'SHA-1' },
      undecided(0, 2),
      'releases before 3.0 accept it',
    ],
  ];
  const viaLeaf: readonly [string, Specification, DaneEvidence, string?][] = [
    ['is for clients', { extensions: [justNames, clientAuth] }, failed('no-match')],
    [
      'is for servers and clients',
      { extensions: [justNames, purpose(ExtendedKeyUsage.clientAuth, ExtendedKeyUsage.serverAuth)] },
      matched(1),
    ],
    ['is for any purpose', { extensions: [justNames, purpose('2.5.29.37.0')] }, failed('no-match')],
    ['may sign data', { extensions: [justNames, new KeyUsagesExtension(KeyUsageFlags.digitalSignature)] }, matched(1)],
    [
      'has an unknown critical extension',
      { extensions: [justNames, unknown(true)] },
      undecided(0, 1),
      'there may be newer releases that know it',
    ],
    [
      'is a CA as well',
      { extensions: [justNames, new KeyUsagesExtension(KeyUsageFlags.digitalSignature), authority()[0] as Extension] },
      matched(1),
    ],
    [
      'is signed over SHA-1',
      { extensions: [justNames], hash: 'SHA-1' },
      undecided(0, 1),
      'releases before 3.0 accept it',
    ],
  ];
  const limited = await makeCertificate({ subject: 'CN=Limited Root', extensions: authority(0) });
  const below = await makeCertificate({ subject: 'CN=Below', issuer: limited, extensions: authority() });
  const record = [tlsa('2 1 1', root.certificate)];
  return [
    ...(await Promise.all(
      viaIssuer.map(async ([title, specification, expected, ownRule]): Promise<DaneCase> => {
        const issuer = await makeCertificate({ subject: 'CN=I', issuer: root, ...specification });
        return row(`an issuer ${title}`, [await leafOf(issuer), issuer, root], record, expected, ownRule);
      }),
    )),
    ...(await Promise.all(
      viaLeaf.map(async ([title, specification, expected, ownRule]): Promise<DaneCase> => {
        const certificate = await leafOf(root, specification);
        return row(`the certificate ${title}`, [certificate, root], record, expected, ownRule);
      }),
    )),
    row(
      'more CAs than the root allows',
      [await leafOf(below), below, limited],
      [tlsa('2 1 1', limited.certificate)],
      failed('no-match'),
    ),
  ];
}
