import { alternativeNames, type Made, makeCertificate } from '../../testing/certificates';
import { base, type DaneCase, failed, matched, row, tlsa } from './dane-case';

/** What records of usage 3 match. */
export async function endEntity(leaf: Made, other: Made): Promise<readonly DaneCase[]> {
  const own = leaf.certificate;
  const foreign = await makeCertificate({
    subject: 'CN=x',
    days: [-10, -1],
    extensions: [alternativeNames('x.example')],
  });
  const matching = ['3 0 0', '3 0 1', '3 0 2', '3 1 0', '3 1 1', '3 1 2'].map((parameters) =>
    row(parameters, [leaf], [tlsa(parameters, own)], matched(0)),
  );
  const rest: readonly DaneCase[] = [
    row('names and dates do not matter', [foreign], [tlsa('3 1 1', foreign.certificate)], matched(0)),
    row('another key', [leaf], [tlsa('3 1 1', other.certificate)], failed('no-match')),
    row('matches an issuer only', [leaf, other], [tlsa('3 0 1', other.certificate)], failed('no-match')),
    row('one of two', [leaf], [tlsa('3 1 1', other.certificate), tlsa('3 1 1', own)], matched(0, 1)),
    row(
      'the weaker digest matches',
      [leaf],
      [tlsa('3 1 1', own), tlsa('3 1 2', other.certificate)],
      failed('no-match'),
    ),
    row(
      'only unusable records',
      [leaf],
      [tlsa('1 1 1', own)],
      failed('no-usable-record'),
      'OpenSSL knows usages 0 and 1, which have no meaning in SMTP',
    ),
  ];
  return [...matching, ...rest];
}

/** What records of usage 2 match. */
export async function anchors(leaf: Made, issuing: Made, root: Made, other: Made): Promise<readonly DaneCase[]> {
  const own = await makeCertificate({ subject: 'CN=own', extensions: [alternativeNames(base)] });
  const full = [leaf, issuing, root];
  return [
    row('the issuer', full, [tlsa('2 0 1', issuing.certificate)], matched(1)),
    row("the issuer's key", full, [tlsa('2 1 2', issuing.certificate)], matched(1)),
    row('the root', full, [tlsa('2 1 1', root.certificate)], matched(2)),
    row('the issuer, without the root', [leaf, issuing], [tlsa('2 0 1', issuing.certificate)], matched(1)),
    row('the root, which is not sent', [leaf, issuing], [tlsa('2 0 1', root.certificate)], failed('no-match')),
    row('the root, whole in the record', [leaf, issuing], [tlsa('2 0 0', root.certificate)], matched(2)),
    row('the issuer, whole in the record', [leaf], [tlsa('2 0 0', issuing.certificate)], matched(1)),
    row("the root's key, whole in the record", [leaf, issuing], [tlsa('2 1 0', root.certificate)], matched(null)),
    row("the issuer's key, whole in the record", [leaf], [tlsa('2 1 0', issuing.certificate)], matched(null)),
    row('another key, whole in the record', [leaf], [tlsa('2 1 0', other.certificate)], failed('no-match')),
    row("the server's own certificate", full, [tlsa('2 0 1', leaf.certificate)], failed('no-match')),
    row('a self-signed certificate', [own], [tlsa('2 0 1', own.certificate)], failed('no-match')),
    row('a self-signed certificate, whole', [own], [tlsa('2 0 0', own.certificate)], failed('no-match')),
    row("a self-signed certificate's key, whole", [own], [tlsa('2 1 0', own.certificate)], matched(null)),
    row('an unrelated certificate that is sent', [leaf, other], [tlsa('2 0 1', other.certificate)], failed('no-match')),
    row(
      'beside an end entity that does not match',
      full,
      [tlsa('3 1 1', other.certificate), tlsa('2 1 1', issuing.certificate)],
      matched(1, 1),
    ),
  ];
}
