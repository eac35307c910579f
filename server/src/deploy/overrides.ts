import type { PolicyDocument, PolicyEntry } from '../policy/document';
import { lookupKeys } from '../policy/lookup';
import { canonical } from '../policy/rules/canonical';

/** How the site's own table, which Postfix asks first, and the shared list meet. */
export interface Overrides {
  /** Keys that both have: the site's own entry counts. */
  readonly overridden: readonly Meeting[];
  /**
   * Entries of the list that come before a shorter key of the site's own: Postfix asks all tables for the longer key before it
   * asks any for the shorter one (tls_policy_lookup() of smtp(8)).
   */
  readonly passedBy: readonly Meeting[];
}

export interface Meeting {
  readonly own: PolicyEntry;
  readonly shared: PolicyEntry;
}

export function findOverrides(own: PolicyDocument, list: PolicyDocument): Overrides {
  const mine = entriesByKey(own);
  const overridden: Meeting[] = [];
  const passedBy: Meeting[] = [];
  for (const [key, shared] of entriesByKey(list)) {
    const same = mine.get(key);
    if (same !== undefined) {
      overridden.push({ own: same, shared });
      continue;
    }
    const shorter = shorterKeys(key).flatMap((each) => mine.get(each) ?? []);
    const [first] = shorter;
    if (first !== undefined && canonical(first) !== canonical(shared)) passedBy.push({ own: first, shared });
  }
  return { overridden, passedBy };
}

/** The keys that are asked for after this one, for a next-hop to which it applies. */
function shorterKeys(key: string): readonly string[] {
  return key.startsWith('.') ? lookupKeys(`any${key}`).slice(2) : lookupKeys(key).slice(1);
}

function entriesByKey({ entries }: PolicyDocument): ReadonlyMap<string, PolicyEntry> {
  const found = new Map<string, PolicyEntry>();
  for (const entry of entries) {
    if (entry.dropped === null && !found.has(entry.key.folded)) found.set(entry.key.folded, entry);
  }
  return found;
}
