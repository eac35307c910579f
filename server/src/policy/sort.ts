import { foldCase } from '../text/fold-case';
import type { Span, TextEdit } from '../text/span';
import type { PolicyDocument } from './document';
import { type EntryBlock, entryBlocks } from './entry-blocks';
import { canonical } from './rules/canonical';
import { compareSortKeys, type SortOrder, sortKeyOf } from './sort-order';

/** The edits that put entries in order, none where they are; or why their order has to stay. */
export type Sorted =
  | { readonly edits: readonly TextEdit[] }
  | { readonly refused: 'patterns' }
  | { readonly refused: 'duplicates'; readonly key: string; readonly places: readonly [Span, Span] };

/**
 * Puts the entries of a table in order, each with the comments above it and the lines in which it goes on. What stands
 * between entries stays in its place: blank lines, and headings and comments of their own, across which no entry goes.
 *
 * Refused where the order decides what Postfix does: in tables of patterns the first that matches wins (regexp_table(5)),
 * and of entries for one key the first one (postmap(1)). Equal duplicates are left to their rule.
 *
 * @param within null: all of it; else the entries that the span reaches into, and no others.
 */
export function sortEntries(document: PolicyDocument, order: SortOrder, within: Span | null): Sorted {
  if (document.hasPatterns) return { refused: 'patterns' };
  const edits: TextEdit[] = [];
  for (const group of entryBlocks(document, within)) {
    const refused = firstDuplicate(group);
    if (refused !== null) return refused;
    edits.push(...sortGroup(document.text, group, order));
  }
  return { edits };
}

/** Two entries of a group for one key that are not the same; null without any. */
function firstDuplicate(group: readonly EntryBlock[]): Sorted | null {
  const stored = new Map<string, EntryBlock>();
  for (const block of group) {
    const { key, dropped } = block.entry;
    if (dropped !== null) continue;
    const folded = foldCase(key.text);
    const first = stored.get(folded);
    if (first === undefined) stored.set(folded, block);
    else if (canonical(first.entry) !== canonical(block.entry)) {
      return { refused: 'duplicates', key: key.text, places: [first.entry.key.span, key.span] };
    }
  }
  return null;
}

/** One edit, from the first entry that moves to the last one. */
function sortGroup(text: string, group: readonly EntryBlock[], order: SortOrder): readonly TextEdit[] {
  const sorted = group
    .map((block) => ({ block, key: sortKeyOf(block.entry.key, order) }))
    .sort((a, b) => compareSortKeys(a.key, b.key))
    .map(({ block }) => block);
  const first = group.findIndex((block, index) => block !== sorted[index]);
  const last = group.findLastIndex((block, index) => block !== sorted[index]);
  const [from, to] = [group[first], group[last]];
  if (from === undefined || to === undefined) return [];
  const parts: string[] = [];
  for (let index = first; index <= last; index++) {
    const [moved, next] = [sorted[index], group[index + 1]];
    if (moved !== undefined) parts.push(text.slice(moved.span.start, moved.span.end));
    // What stands between two places stays there.
    if (index < last && next !== undefined) parts.push(text.slice(group[index]?.span.end, next.span.start));
  }
  return [{ span: { start: from.span.start, end: to.span.end }, newText: parts.join('') }];
}
