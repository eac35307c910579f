import { authority, type Made, makeCertificate } from '../../testing/certificates';
import { type DaneCase, failed, type LeafOf, matched, row, tlsa, undecided } from './dane-case';

/** How the way to an anchor is found among what the server sends. */
export async function orders(
  leaf: Made,
  issuing: Made,
  root: Made,
  other: Made,
  leafOf: LeafOf,
): Promise<readonly DaneCase[]> {
  const anchor = [tlsa('2 1 1', root.certificate)];
  const namesake = await makeCertificate({ subject: 'CN=Issuing', extensions: authority() });
  const forged = await leafOf(namesake);
  const renewed = await makeCertificate({
    subject: 'CN=Issuing',
    issuer: root,
    extensions: authority(),
    days: [-9, -1],
    sameKeysAs: issuing,
  });
  const ladder = [root];
  for (let step = 1; step <= 12; step++) {
    ladder.unshift(
      await makeCertificate({ subject: `CN=Step ${step}`, issuer: ladder[0] as Made, extensions: authority() }),
    );
  }
  return [
    row('the chain is in disorder', [leaf, root, issuing], anchor, matched(2)),
    row('unrelated certificates stand between', [leaf, other, issuing, other, root], anchor, matched(2)),
    row('signed by a namesake of the issuer', [forged, issuing, root], anchor, failed('no-match')),
    row('an expired twin of the issuer comes first', [leaf, renewed, issuing, root], anchor, matched(2)),
    row('a namesake of the issuer comes first', [leaf, namesake, issuing, root], anchor, failed('no-match')),
    row('the way is long', [await leafOf(ladder[6] as Made), ...ladder.slice(6)], anchor, matched(7)),
    row(
      'the way is longer than Postfix follows it',
      [await leafOf(ladder[0] as Made), ...ladder],
      anchor,
      undecided(null, null),
      'Postfix limits the depth by smtp_tls_scert_verifydepth',
    ),
  ];
}
