import { entriesFor, entryAt } from '../policy/find';
import { prose, wholeText } from '../text/escape';
import { isStillJudged } from '../verify/judged-as';
import { entryId } from '../verify/told-entry';
import type { ServerContext } from './context';
import { policyNow } from './entries';
import { termsFor } from './terms';
import { describeTold } from './verify-diagnostics';

/** What verification found at the key under a place, with its age, as Markdown; null elsewhere, and where nothing is known. */
export async function verifyHover(context: ServerContext, uri: string, offset: number): Promise<string | null> {
  const results = await context.verifying.results.of(uri);
  if (results.size === 0) return null;
  const { sender } = await termsFor(context, uri);
  const policy = policyNow(context, uri, await context.configuration.ofDocument(uri));
  const entry = policy && entryAt(policy, offset);
  if (!entry || offset > entry.key.span.end) return null;
  const occurrence = entriesFor(policy, entry.key.folded).indexOf(entry);
  const told = results.get(entryId({ key: entry.key.folded, occurrence }));
  if (!told || !isStillJudged(told, { value: entry.value.value, line: entry.line.text }, sender)) return null;
  return `**${prose(describeTold(told), { limit: wholeText })}**`;
}
