import type { Uri } from 'vscode';
import { Range, type TestController, type TestItem, TestTag, workspace } from 'vscode';
import type { ListedEntry } from '../../../server/src/verify/conversation';
import { type EntryName, entryId, type ToldEntry } from '../../../server/src/verify/told-entry';
import { describeEntry } from './entry-description';
import { inTurns } from './in-turns';

/** One table in the tree of the Test Explorer. */
export interface TableItem {
  readonly uri: Uri;
  readonly item: TestItem;
  /** The entries by their ids, as far as they are loaded. */
  readonly entries: Map<string, EntryItem>;
  /** Whether its entries were asked for. */
  isLoaded: boolean;
}

export interface EntryItem {
  readonly item: TestItem;
  readonly name: EntryName;
  /** What is shown of it; null for nothing. */
  told: ToldEntry | null;
}

/** A result of an earlier session, or of another window. */
export interface StoredResult {
  readonly entry: EntryItem;
  readonly told: ToldEntry;
}

/** The tables and their entries as tests. */
export interface EntryTree {
  readonly tables: () => readonly TableItem[];
  readonly table: (uri: Uri) => TableItem;
  readonly tableOf: (item: TestItem) => TableItem | undefined;
  readonly entryOf: (item: TestItem) => EntryItem | undefined;
  readonly forget: (uri: Uri) => void;
  /** Puts the entries as the server lists them; returns the results that are not shown yet. */
  readonly fill: (table: TableItem, listed: readonly ListedEntry[]) => readonly StoredResult[];
  /** Shows a result behind its entry. */
  readonly show: (entry: EntryItem, told: ToldEntry) => void;
  /** Ages go on; those of long lists in turns. */
  readonly refreshAges: () => void;
}

/** Entries whose age is looked at by one call. */
const agedAtOnce = 1_000;

export function createEntryTree(controller: TestController): EntryTree {
  const tables = new Map<string, TableItem>();
  const byItem = new WeakMap<TestItem, EntryItem>();

  function table(uri: Uri): TableItem {
    const id = uri.toString();
    const known = tables.get(id);
    if (known) return known;
    const item = controller.createTestItem(id, labelOf(uri), uri);
    item.canResolveChildren = true;
    const made = { uri, item, entries: new Map<string, EntryItem>(), isLoaded: false };
    tables.set(id, made);
    controller.items.add(item);
    return made;
  }

  function entryFor({ uri, item: parent, entries }: TableItem, { key, occurrence, label }: ListedEntry): EntryItem {
    const id = entryId({ key, occurrence });
    const known = entries.get(id);
    if (known) return known;
    const made = {
      item: controller.createTestItem(`${parent.id} ${id}`, label, uri),
      name: { key, occurrence },
      told: null,
    };
    byItem.set(made.item, made);
    return made;
  }

  function* allEntries(): Iterable<EntryItem> {
    for (const { entries } of tables.values()) yield* entries.values();
  }

  function show(entry: EntryItem, told: ToldEntry): void {
    entry.told = told;
    entry.item.description = describeEntry(told);
    // What an entry came to may be filtered by.
    entry.item.tags = [new TestTag(told.outcome)];
  }

  return {
    tables: () => [...tables.values()],
    table,
    tableOf: ({ id }) => tables.get(id),
    entryOf: (item) => byItem.get(item),
    forget(uri) {
      controller.items.delete(uri.toString());
      tables.delete(uri.toString());
    },
    fill(into, listed) {
      const before = [...into.entries.keys()];
      const now = listed.map((each) => [entryId(each), entryFor(into, each)] as const);
      into.entries.clear();
      for (const [id, entry] of now) into.entries.set(id, entry);
      const stored = listed.flatMap((each, index): StoredResult[] => {
        const entry = now[index]?.[1];
        const told = entry && update(controller, entry, each);
        return entry && told ? [{ entry, told }] : [];
      });
      // Replaced only where it has to be: the editor draws the whole tree anew.
      const isSame = before.length === now.length && now.every(([id], index) => before[index] === id);
      if (!isSame) into.item.children.replace(now.map(([, { item }]) => item));
      return stored;
    },
    show,
    refreshAges: inTurns(allEntries, agedAtOnce, refreshAge),
  };
}

function refreshAge({ item, told }: EntryItem): void {
  const description = told === null ? '' : describeEntry(told);
  if ((item.description ?? '') !== description) item.description = description;
}

/** Returns the result that is not shown yet. */
function update(controller: TestController, entry: EntryItem, { label, range, told }: ListedEntry): ToldEntry | null {
  const { item } = entry;
  const { start, end } = range;
  const place = new Range(start.line, start.character, end.line, end.character);
  if (!item.range?.isEqual(place)) item.range = place;
  if (item.label !== label) item.label = label;
  if (told !== null) return told.verifiedAt === entry.told?.verifiedAt ? null : told;
  if (entry.told === null) return null;
  // It changed since: what was seen says nothing of what stands there now.
  entry.told = null;
  item.description = '';
  item.tags = [];
  controller.invalidateTestResults(item);
  return null;
}

function labelOf(uri: Uri): string {
  return uri.scheme === 'untitled' ? uri.path : workspace.asRelativePath(uri);
}
