import { foldCase } from '../text/fold-case';
import type { Span } from '../text/span';
import type { PolicyDocument, PolicyEntry } from './document';

/** The entry whose logical line holds the offset, its end included; null between entries. */
export function entryAt(document: PolicyDocument, offset: number): PolicyEntry | null {
  const { entries } = document;
  let low = 0;
  let high = entries.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry === undefined) break;
    if (entry.line.span.end < offset) low = middle + 1;
    else if (entry.line.span.start > offset) high = middle - 1;
    else return entry;
  }
  return null;
}

/** All entries with this key, compared as Postfix does, in any case. In the order of the document. */
export function entriesFor(document: PolicyDocument, key: string): readonly PolicyEntry[] {
  const folded = foldCase(key);
  return document.named?.(folded) ?? document.entries.filter((entry) => entry.key.folded === folded);
}

/**
 * The entry that a lookup of this key finds: the first one that Postfix stores, as indexed tables have it. Without any, the
 * first bare key.
 */
export function findEntry(document: PolicyDocument, key: string): PolicyEntry | null {
  const entries = entriesFor(document, key);
  return entries.find(({ dropped }) => dropped === null) ?? entries[0] ?? null;
}

/** The first `most` entries of which a part lies in a span, in the order of the document. */
export function entriesIn({ entries }: PolicyDocument, { start, end }: Span, most: number): readonly PolicyEntry[] {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.line.span.end ?? Number.POSITIVE_INFINITY) <= start) low = middle + 1;
    else high = middle;
  }
  const found: PolicyEntry[] = [];
  for (let index = low; index < entries.length && found.length < most; index++) {
    const entry = entries[index];
    if (entry === undefined || entry.line.span.start >= end) break;
    found.push(entry);
  }
  return found;
}
