import { foldCase } from '../text/fold-case';
import { isHostName } from './key';

/**
 * The keys that Postfix asks a policy table for, in this order (tls_policy_lookup() of smtp(8)): the next-hop verbatim and,
 * when the whole text is a valid host name, `.parent` for each of its parents down to the top-level domain. Folded, as indexed
 * tables compare.
 */
export function lookupKeys(nextHop: string): readonly string[] {
  const folded = foldCase(nextHop);
  const keys = [folded];
  if (!isHostName(folded) || /^[\d.]+$/.test(folded)) return keys;
  for (let dot = folded.indexOf('.'); dot >= 0; dot = folded.indexOf('.', dot + 1)) keys.push(folded.slice(dot));
  return keys;
}
