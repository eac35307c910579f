import type { Others } from '../../language/rule';
import type { PolicyEntry } from '../document';
import { lookupKeys } from '../lookup';

/**
 * The entry that Postfix would find for this one's next-hops without it: that of the closest parent. Null without any, for
 * keys that have no parents, and for entries that Postfix does not use.
 */
export function parentEntry(entry: PolicyEntry, others: Others<PolicyEntry>): PolicyEntry | null {
  const { key, dropped } = entry;
  if (dropped !== null || (key.kind !== 'domain' && key.kind !== 'parent')) return null;
  // `.example.org` serves what is below it, whose further parents are those of any name there.
  const parents = key.kind === 'domain' ? lookupKeys(key.folded).slice(1) : lookupKeys(`x${key.folded}`).slice(2);
  for (const parent of parents) {
    const found = storedEntry(others, parent);
    if (found !== null) return found;
  }
  return null;
}

/** The entry that a lookup of this key finds: the first one that is stored, as indexed tables have it. */
export function storedEntry(others: Others<PolicyEntry>, key: string): PolicyEntry | null {
  return others.named(key).find(({ dropped }) => dropped === null) ?? null;
}
