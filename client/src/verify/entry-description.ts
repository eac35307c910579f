import { env } from 'vscode';
import { describeAge } from '../../../server/src/text/age';
import { causeOf, type ToldEntry } from '../../../server/src/verify/told-entry';

/** What stands behind an entry in the tree: `holds, 3 days ago`; of what could not be tested, why, at the end, where there may be no room. */
export function describeEntry(told: ToldEntry): string {
  const { words, seenAt, verifiedAt } = told;
  const text = `${words}, ${describeAge(Date.now() - Date.parse(seenAt ?? verifiedAt), env.language)}`;
  const cause = causeOf(told);
  return cause === null ? text : `${text}: ${cause}`;
}
