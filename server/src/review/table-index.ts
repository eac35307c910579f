import type { PolicyDocument, PolicyEntry } from '../policy/document';
import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import { lookupKeys } from '../policy/lookup';
import { createSamples } from '../policy/samples';
import { askedKeys } from '../site/asked-keys';
import { lookUpPattern } from '../site/patterns/pattern-table';

/** An entry that applies to a next-hop. */
export interface AppliedEntry {
  /** As written, of a pattern the whole of it. */
  readonly key: string;
  /** As Postfix reads it; the text itself of one that it refuses, so that mail waits. */
  readonly value: string;
}

/** The entries of one revision of a table, as Postfix finds them. */
export interface TableIndex {
  readonly document: PolicyDocument;
  /** By key in lower case, in the order of the table: the first entry that is stored, else the first that stands there. */
  readonly first: ReadonlyMap<string, PolicyEntry>;
  /** What applies to the next-hops that a key stands for, by the closest entry; null: main.cf decides. */
  readonly effective: (key: string) => PolicyValue | null;
  /** The same with the entry that it comes from; a table of patterns is asked for the next-hop itself. */
  readonly applied: (nextHop: string) => AppliedEntry | null;
  /** Whom a probe of an entry asks, in lower case: its own next-hop, or the samples of one that has none. */
  readonly nextHopsOf: (entry: PolicyEntry) => readonly string[];
}

/** @param tableType of the two kinds of patterns the one that is meant; `regexp` unless it is `pcre` */
export function indexTable(document: PolicyDocument, tableType: string | null = null): TableIndex {
  const first = new Map<string, PolicyEntry>();
  for (const entry of document.entries) {
    const { folded } = entry.key;
    const known = first.get(folded);
    if (known === undefined || (known.dropped !== null && entry.dropped === null)) first.set(folded, entry);
  }
  const closest = (key: string): PolicyEntry | null => {
    for (const each of keysFor(key)) {
      const entry = first.get(each);
      if (entry?.dropped === null) return entry;
    }
    return null;
  };
  const matching = (nextHop: string): PolicyEntry | null => {
    for (const { asWritten } of askedKeys(nextHop)) {
      const answer = lookUpPattern(document, asWritten, tableType === 'pcre' ? 'pcre' : 'regexp');
      if (answer.kind === 'found') return answer.entry;
      // Nobody can tell, and nothing is better than a guess.
      if (answer.kind !== 'absent') return null;
    }
    return null;
  };
  let samples: ((entry: PolicyEntry) => readonly string[]) | null = null;
  return {
    document,
    first,
    nextHopsOf: (entry) => {
      if (entry.key.nextHop !== null) return [entry.key.nextHop.toLowerCase()];
      samples ??= createSamples(document);
      return samples(entry);
    },
    effective: (key) => (document.hasPatterns ? first.get(key) : closest(key))?.value.value ?? null,
    applied: (nextHop) => {
      const entry = document.hasPatterns ? matching(nextHop) : closest(nextHop);
      return entry === null ? null : { key: entry.key.text, value: valueText(entry) };
    },
  };
}

function valueText({ key, line, value }: PolicyEntry): string {
  return value.value === null ? line.text.slice(key.text.length).trim() : formatPolicyValue(value.value);
}

/** A key with a dot in front stands for the names below it, of which any one serves. */
function keysFor(key: string): readonly string[] {
  return key.startsWith('.') ? lookupKeys(`any${key}`).slice(1) : lookupKeys(key);
}
