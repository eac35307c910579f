import type { DaneEvidence } from '../../evidence';
import {
  alternativeNames,
  authority,
  type Made,
  makeCertificate,
  type Specification,
} from '../../testing/certificates';
import { base, type DaneCase, failed, type LeafOf, matched, row, tlsa } from './dane-case';

/** Which names DANE-TA accepts. */
export async function names(issuing: Made): Promise<readonly DaneCase[]> {
  const rows: readonly [string, Specification, DaneEvidence, string?][] = [
    ['another name', { extensions: [alternativeNames('other.example')] }, failed('name')],
    ['in capitals', { extensions: [alternativeNames(base.toUpperCase())] }, matched(1)],
    ['among others', { extensions: [alternativeNames('a.example', base)] }, matched(1)],
    ['a wildcard', { extensions: [alternativeNames('*.mail.example')] }, matched(1)],
    ['a wildcard two labels up', { extensions: [alternativeNames('*.example')] }, failed('name')],
    [
      'a part of a label',
      { extensions: [alternativeNames('m*.mail.example')] },
      failed('name'),
      's_client can’t be told',
    ],
    ['NUL inside', { extensions: [alternativeNames(`${base}\u0000.evil.example`)] }, failed('name')],
    ['the common name alone', { subject: `CN=${base}`, extensions: [] }, matched(1)],
    [
      'the common name beside another',
      { subject: `CN=${base}`, extensions: [alternativeNames('a.example')] },
      failed('name'),
    ],
    ['no name at all', { subject: 'O=nobody', extensions: [] }, failed('name')],
  ];
  return Promise.all(
    rows.map(async ([title, specification, expected, ownRule]) => {
      const leaf = await makeCertificate({ subject: 'CN=leaf', issuer: issuing, ...specification });
      return row(`name: ${title}`, [leaf, issuing], [tlsa('2 1 1', issuing.certificate)], expected, ownRule);
    }),
  );
}

/** Whose dates matter to DANE-TA. */
export async function dates(root: Made, leafOf: LeafOf): Promise<readonly DaneCase[]> {
  const past = [-10, -1] as const;
  const future = [1, 10] as const;
  const issuing = await makeCertificate({ subject: 'CN=Issuing', issuer: root, extensions: authority() });
  const expired = await makeCertificate({ subject: 'CN=Expired', issuer: root, extensions: authority(), days: past });
  const oldRoot = await makeCertificate({ subject: 'CN=Old Root', extensions: authority(), days: past });
  const oldLeaf = await leafOf(issuing, { days: past });
  const newLeaf = await leafOf(issuing, { days: future });
  const below = await leafOf(expired);
  const ofOldRoot = await leafOf(oldRoot);
  return [
    row('the certificate has expired', [oldLeaf, issuing], [tlsa('2 1 1', issuing.certificate)], failed('expired')),
    row(
      'the certificate is not valid yet',
      [newLeaf, issuing],
      [tlsa('2 1 1', issuing.certificate)],
      failed('expired'),
    ),
    row(
      'an issuer below the anchor has expired',
      [below, expired, root],
      [tlsa('2 1 1', root.certificate)],
      failed('expired'),
    ),
    row('the anchor has expired, and is no root', [below, expired], [tlsa('2 1 1', expired.certificate)], matched(1)),
    row(
      'the anchor has expired, and is a root',
      [ofOldRoot, oldRoot],
      [tlsa('2 1 1', oldRoot.certificate)],
      failed('expired'),
    ),
    row(
      'the certificate has expired, signed by a bare key',
      [oldLeaf],
      [tlsa('2 1 0', issuing.certificate)],
      failed('expired'),
    ),
  ];
}
