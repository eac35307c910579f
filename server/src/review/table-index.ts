import type { PolicyDocument, PolicyEntry } from '../policy/document';
import type { PolicyValue } from '../policy/entry';
import { lookupKeys } from '../policy/lookup';

/** The entries of one revision of a table, as Postfix finds them. */
export interface TableIndex {
  readonly document: PolicyDocument;
  /** By key in lower case, in the order of the table: the first entry that is stored, else the first that stands there. */
  readonly first: ReadonlyMap<string, PolicyEntry>;
  /** What applies to the next-hops that a key stands for, by the closest entry; null: main.cf decides. */
  readonly effective: (key: string) => PolicyValue | null;
}

export function indexTable(document: PolicyDocument): TableIndex {
  const first = new Map<string, PolicyEntry>();
  for (const entry of document.entries) {
    const { folded } = entry.key;
    const known = first.get(folded);
    if (known === undefined || (known.dropped !== null && entry.dropped === null)) first.set(folded, entry);
  }
  const effective = (key: string): PolicyValue | null => {
    if (document.hasPatterns) return first.get(key)?.value.value ?? null;
    for (const each of keysFor(key)) {
      const entry = first.get(each);
      if (entry?.dropped === null) return entry.value.value;
    }
    return null;
  };
  return { document, first, effective };
}

/** A key with a dot in front stands for the names below it, of which any one serves. */
function keysFor(key: string): readonly string[] {
  return key.startsWith('.') ? lookupKeys(`any${key}`).slice(1) : lookupKeys(key);
}
