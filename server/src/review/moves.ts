import type { PolicyDocument, PolicyEntry } from '../policy/document';
import { compareSortKeys, type SortOrder, sortKeyOf } from '../policy/sort-order';
import type { Span } from '../text/span';
import { longestRun } from './longest-run';
import type { TableIndex } from './table-index';

/** Entries that changed their places, as they stand next to each other now. */
export interface MovedBlock {
  readonly first: PolicyEntry;
  readonly last: PolicyEntry;
  readonly count: number;
}

export interface Moves {
  /** How many entries changed their places, counted so that they are the fewest. */
  readonly count: number;
  /** How many of them did not bring the list into order. */
  readonly needless: number;
  /** In the order of the new text. */
  readonly blocks: readonly MovedBlock[];
}

/** The fewest entries that changed their places: all that are not in the longest run which kept its order. */
export function findMoves(before: TableIndex, after: TableIndex): Moves {
  const places = new Map([...before.first.keys()].map((key, index) => [key, index]));
  const common = [...after.first].filter(([key]) => places.has(key));
  const order = common.map(([key]) => places.get(key) ?? 0);
  const stayed = longestRun(order, (a, b) => a < b);
  const moved = new Set(common.flatMap(([, entry], index) => (stayed.has(index) ? [] : [entry])));
  if (moved.size === 0) return { count: 0, needless: 0, blocks: [] };
  const old = [...before.first.values()].filter(({ key }) => after.first.has(key.folded));
  const put = isPatternTable(before.document, after.document)
    ? 0
    : Math.max(...orders.map((by) => outOfOrder(old, by) - outOfOrder(entriesOf(common), by)));
  return { count: moved.size, needless: moved.size - Math.max(0, put), blocks: blocksOf(after.document, moved) };
}

export function spanOf({ first, last }: MovedBlock): Span {
  return { start: first.line.span.start, end: last.line.span.end };
}

const orders: readonly SortOrder[] = ['domain', 'organisation'];

function isPatternTable(...documents: readonly PolicyDocument[]): boolean {
  return documents.some(({ hasPatterns }) => hasPatterns);
}

function entriesOf(common: readonly (readonly [string, PolicyEntry])[]): readonly PolicyEntry[] {
  return common.map(([, entry]) => entry);
}

/** The fewest entries that have to go elsewhere until the list is in order. */
function outOfOrder(entries: readonly PolicyEntry[], by: SortOrder): number {
  const keys = entries.map(({ key }) => sortKeyOf(key, by));
  return keys.length - longestRun(keys, (a, b) => compareSortKeys(a, b) <= 0).size;
}

function blocksOf({ entries }: PolicyDocument, moved: ReadonlySet<PolicyEntry>): readonly MovedBlock[] {
  const blocks: MovedBlock[] = [];
  let isOpen = false;
  for (const entry of entries) {
    if (moved.has(entry)) {
      const open = isOpen ? blocks.pop() : undefined;
      blocks.push({ first: open?.first ?? entry, last: entry, count: (open?.count ?? 0) + 1 });
    }
    isOpen = moved.has(entry);
  }
  return blocks;
}
