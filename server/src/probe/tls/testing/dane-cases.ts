import {
  alternativeNames,
  authority,
  type Made,
  makeCertificate,
  type Specification,
} from '../../testing/certificates';
import { base, type DaneCase } from './dane-case';
import { dates, names } from './dane-name-cases';
import { orders } from './dane-order-cases';
import { anchors, endEntity } from './dane-record-cases';
import { rules } from './dane-rule-cases';

/** Fresh keys each time. */
export async function makeDaneCases(): Promise<readonly DaneCase[]> {
  const root = await makeCertificate({ subject: 'CN=Root', extensions: authority() });
  const issuing = await makeCertificate({ subject: 'CN=Issuing', issuer: root, extensions: authority() });
  const other = await makeCertificate({ subject: 'CN=Other', extensions: authority() });
  const leafOf = async (issuer: Made, more: Specification = {}): Promise<Made> =>
    makeCertificate({ subject: 'CN=leaf', issuer, extensions: [alternativeNames(base)], ...more });
  const leaf = await leafOf(issuing);
  const groups = await Promise.all([
    endEntity(leaf, other),
    anchors(leaf, issuing, root, other),
    names(issuing),
    dates(root, leafOf),
    rules(root, leafOf),
    orders(leaf, issuing, root, other, leafOf),
  ]);
  return groups.flat();
}
