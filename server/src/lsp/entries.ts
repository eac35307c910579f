import type { PolicyDocument, PolicyEntry } from '../policy/document';
import type { PolicyValue } from '../policy/entry';
import { entriesFor, entryAt } from '../policy/find';
import type { Span } from '../text/span';
import type { ServerContext } from './context';
import type { Model } from './model-cache';
import type { DocumentSettings } from './settings';

/** An entry that can be probed, as it stands in one version of a document. */
export interface ProbeTarget {
  readonly entry: PolicyEntry;
  /** The key as written. */
  readonly key: string;
  /** Which of the entries with this key, counted from 0 in the order of the document. */
  readonly occurrence: number;
  /** The key itself where it stands for many. */
  readonly nextHop: string;
  /** `.example.org`: it has no next-hop of its own, and is probed by samples. */
  readonly bySamples: boolean;
  /** The whole logical line. */
  readonly line: Span;
  /** True for a key without a value. */
  readonly bare: boolean;
  /** What its writer wanted: attributes must not be lost because of a mistake beside them. Null for a bare key. */
  readonly value: PolicyValue | null;
}

/** The policy table of a model; null for the other languages. */
export function policyOf(model: Model | null): PolicyDocument | null {
  return model?.language.id === 'postfix-tls-policy' ? (model.document as PolicyDocument) : null;
}

/** The policy table that an open document holds now; null for a closed one, and for the other languages. */
export function policyNow(
  { documents, models }: Pick<ServerContext, 'documents' | 'models'>,
  uri: string,
  settings: DocumentSettings,
): PolicyDocument | null {
  const document = documents.get(uri);
  return document ? policyOf(models.modelOf(document, settings)) : null;
}

/** The probeable entry at an offset; null between entries, and on keys that have no next-hop of their own. */
export function targetAt(document: PolicyDocument, offset: number): ProbeTarget | null {
  const entry = entryAt(document, offset);
  return entry && toTarget(document, entry);
}

export function targetWithKey(document: PolicyDocument, key: string, occurrence: number): ProbeTarget | null {
  const entry = entriesFor(document, key)[occurrence];
  return entry ? toTarget(document, entry) : null;
}

/** The first `most` entries of single next-hops whose value is wanted. */
export function targetsWithNames(
  document: PolicyDocument,
  isWanted: (value: PolicyValue | null) => boolean,
  most: number,
): readonly ProbeTarget[] {
  const targets: ProbeTarget[] = [];
  for (const entry of document.entries) {
    if (!isWanted(entry.value.value)) continue;
    const target = toTarget(document, entry);
    if (target?.bySamples === false) targets.push(target);
    if (targets.length === most) break;
  }
  return targets;
}

/** The keys `.example.org` whose value is wanted: they have no next-hop of their own. */
export function parentKeysWithNames(
  { entries }: PolicyDocument,
  isWanted: (value: PolicyValue | null) => boolean,
): readonly string[] {
  return entries.filter(({ key, value }) => key.kind === 'parent' && isWanted(value.value)).map(({ key }) => key.text);
}

/** Null for a key that has neither a next-hop nor samples. */
export function toTarget(document: PolicyDocument, entry: PolicyEntry): ProbeTarget | null {
  const { key, line, value } = entry;
  const bySamples = key.kind === 'parent';
  if (key.nextHop === null && !bySamples) return null;
  const bare = value.level === null;
  return {
    entry,
    key: key.text,
    occurrence: entriesFor(document, key.folded).indexOf(entry),
    nextHop: key.nextHop ?? key.text,
    bySamples,
    line: line.span,
    bare,
    value: value.meant,
  };
}
