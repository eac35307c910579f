import type { Others } from '../../language/rule';
import type { PolicyEntry } from '../document';

/**
 * The entry that Postfix would find for this one's next-hops without it: that of the closest parent. Null without any, for
 * keys that have no parents, and for entries that Postfix does not use.
 */
export function parentEntry(entry: PolicyEntry, others: Others<PolicyEntry>): PolicyEntry | null {
  if (last?.entry !== entry || last.others !== others) last = { entry, others, parent: findParent(entry, others) };
  return last.parent;
}

/** What was asked for last: the rules are run on one entry after the other, and several ask. */
let last: {
  readonly entry: PolicyEntry;
  readonly others: Others<PolicyEntry>;
  readonly parent: PolicyEntry | null;
} | null = null;

function findParent({ key, dropped }: PolicyEntry, others: Others<PolicyEntry>): PolicyEntry | null {
  if (dropped !== null || (key.kind !== 'domain' && key.kind !== 'parent')) return null;
  // As `lookupKeys` has it: what follows each dot, the one at the beginning of `.example.org` left out, which is itself.
  const { folded } = key;
  for (let dot = folded.indexOf('.', 1); dot >= 0; dot = folded.indexOf('.', dot + 1)) {
    const found = storedEntry(others, folded.slice(dot));
    if (found !== null) return found;
  }
  return null;
}

/** The entry that a lookup of this key finds: the first one that is stored, as indexed tables have it. */
export function storedEntry(others: Others<PolicyEntry>, key: string): PolicyEntry | null {
  return others.named(key).find(isStored) ?? null;
}

function isStored({ dropped }: PolicyEntry): boolean {
  return dropped === null;
}
