import { env } from 'vscode';
import { describeAge } from '../../../server/src/text/age';
import type { ToldEntry } from '../../../server/src/verify/told-entry';

/** What stands behind an entry in the tree: `holds, 3 days ago`; of what could not be tested, why. */
export function describeEntry({ words, outcome, details, seenAt, verifiedAt }: ToldEntry): string {
  const [cause] = details;
  const what = outcome === 'untested' && cause !== undefined ? `${words}: ${cause}` : words;
  return `${what}, ${describeAge(Date.now() - Date.parse(seenAt ?? verifiedAt), env.language)}`;
}
