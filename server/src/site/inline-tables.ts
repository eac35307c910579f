import { type InlineEntry, readInlineTable } from '../maincf/inline-table';
import { insideBraces, type PlacedText, readTable, splitList } from '../maincf/table-reference';
import { applyEdits, type Span, type TextEdit } from '../text/span';
import { type PlacedTable, tablesInside } from './placed-table';
import { type ListedPoint, type ListedTable, type Site, type SiteFile, withInnerTables } from './whole-site';

/** The types of tables whose entries, or whose tables, stand between their braces. */
const inlineTypes = ['inline', 'static', 'randmap', 'unionmap', 'pipemap'] as const;
export type InlineType = (typeof inlineTypes)[number];

/** A table that stands in main.cf or master.cf itself: `inline:{…}`, `static:…`, and what is made of such. */
export interface InlineTableAt {
  readonly type: InlineType;
  readonly file: SiteFile;
  /** All of it. */
  readonly span: Span;
  /** The table of the list that it is, or stands in, its `$` replaced: what all places count in. */
  readonly text: string;
  /** Its own words there. */
  readonly own: PlacedText;
  /** Why Postfix can't open it, in its words; else null. */
  readonly defect: string | null;
  /** In their order; none where it can't be opened. That of a `static:` and those of a `randmap:` table have no key. */
  readonly entries: readonly InlineEntry[];
  /** Where a part of an entry stands. */
  readonly spanOf: (part: PlacedText) => Span;
  /** Where [from, to) of the text stands. */
  readonly part: ListedPoint['part'];
  /** Edits of the text as edits of the file; null where the file does not hold word for word what they replace. */
  readonly toFile: (edits: readonly TextEdit[]) => readonly TextEdit[] | null;
  /** Whether its keys are those that Postfix asks for, and not what other tables answer. */
  readonly hasNextHops: boolean;
}

/** Each table of a site that stands in main.cf or master.cf itself once, those inside of others, too, though several clients list it. */
export function inlineTables({ clients }: Pick<Site, 'clients'>): readonly InlineTableAt[] {
  return listedInline(clients.map(({ tables }) => tables)).flatMap(inlineTablesIn);
}

/** A table of a list and those inside of it. */
export function inlineTablesIn(listed: ListedTable): readonly InlineTableAt[] {
  return withInnerTables([listed]).flatMap((table) => inlineTableAt(table, listed) ?? []);
}

/** The tables of lists that are made of what stands there, each once. */
export function listedInline(lists: readonly (readonly ListedTable[] | null)[]): readonly ListedTable[] {
  const found = new Map<string, ListedTable>();
  for (const table of lists.flatMap((tables) => tables ?? [])) {
    const { point, reference } = table;
    const place = `${point.file.path} ${point.span.start} ${reference.text}`;
    if (isInlineType(reference.type) && !found.has(place)) found.set(place, table);
  }
  return [...found.values()];
}

function isInlineType(type: string | null): type is InlineType {
  return (inlineTypes as readonly (string | null)[]).includes(type);
}

/** A table as one that stands in the words of another one, or is that itself; null for a table of another type. */
export function inlineTableAt(
  { reference, from, point: { file, span } }: ListedTable,
  listed: ListedTable,
): InlineTableAt | null {
  const { type } = reference;
  if (!isInlineType(type)) return null;
  const { text } = listed.reference;
  const { part } = listed.point;
  return {
    type,
    file,
    span,
    text,
    own: { text: reference.text, from },
    ...entriesOf({ reference, from }),
    hasNextHops: hasNextHops(from, listed),
    spanOf: (piece) => part(piece.from, piece.from + Math.max(1, piece.text.length)),
    part,
    toFile: (edits) => {
      const placed = edits.map((edit) => ({ span: part(edit.span.start, edit.span.end), newText: edit.newText }));
      const whole = file.document.text;
      const isLiteral = placed.every(
        (edit, at) =>
          whole.slice(edit.span.start, edit.span.end) ===
          text.slice(edits[at]?.span.start ?? 0, edits[at]?.span.end ?? 0),
      );
      return isLiteral ? placed : null;
    },
  };
}

/** Whether the table that begins at a place in the words of another one is asked for next-hops, and not for what other tables answer. */
export function hasNextHops(from: number, { inner, reference }: ListedTable): boolean {
  const at = inner.findLastIndex((each) => each.from <= from);
  const around = inner[at];
  return around === undefined || (hasNextHops(from, around) && (reference.type !== 'pipemap' || at === 0));
}

/** Whether what the table answers is a policy or a part of one, and not the key for another table. */
export function hasPolicies(from: number, { inner, reference }: ListedTable): boolean {
  const at = inner.findLastIndex((each) => each.from <= from);
  const around = inner[at];
  return (
    around === undefined || (hasPolicies(from, around) && (reference.type !== 'pipemap' || at === inner.length - 1))
  );
}

type Contents = Pick<InlineTableAt, 'defect' | 'entries'>;

function entriesOf({ reference: { type, name, text }, from }: PlacedTable): Contents {
  const start = from + text.length - name.length;
  const placed = (part: PlacedText): PlacedText => ({ text: part.text, from: start + part.from });
  const ofValues = (values: readonly PlacedText[]): Contents => ({
    defect: null,
    entries: values.map((value) => ({ key: { text: '', from: start }, value: placed(value) })),
  });
  const unreadable = (defect: string): Contents => ({ defect, entries: [] });
  const elements = (): readonly PlacedText[] => {
    const body = insideBraces(name);
    return body === null
      ? []
      : splitList(body.text).map((element) => ({ text: element.text, from: body.from + element.from }));
  };
  switch (type) {
    case 'inline': {
      const table = readInlineTable(name);
      if ('defect' in table) return unreadable(table.defect);
      const entries = table.entries.map(({ key, value }) => ({ key: placed(key), value: placed(value) }));
      return { defect: null, entries };
    }
    case 'static': {
      const value = name.startsWith('{') ? insideBraces(name) : { text: name, from: 0 };
      return value === null ? unreadable(`bad static:name syntax: "${name}"`) : ofValues([value]);
    }
    case 'randmap':
    case 'unionmap':
    case 'pipemap': {
      const values = elements();
      if (values.length === 0) return unreadable(`bad syntax: "${type}:${name}"`);
      return type === 'randmap' ? ofValues(values) : { defect: null, entries: [] };
    }
    case null:
    default:
      return { defect: null, entries: [] };
  }
}

/**
 * Whether edits inside one entry of a table leave all that stands in its text as it is, but that entry by the letters that they
 * name: none that ends an entry, a table or the list, and none that Postfix would replace.
 */
export function keepsTable({ text }: InlineTableAt, entry: InlineEntry, edits: readonly TextEdit[]): boolean {
  if (edits.some(({ newText }) => /[$\n\r]/.test(newText))) return false;
  const key = entry.key.text === '' ? { text: '', used: 0 } : edited(entry.key, edits);
  const value = edited(entry.value, edits);
  if (key === null || value === null || key.used + value.used !== edits.length) return false;
  const after = applyEdits(text, edits);
  if (splitList(after).length !== 1) return false;
  const before = contentsOf({ reference: readTable(text), from: 0 });
  const now = contentsOf({ reference: readTable(after), from: 0 });
  const isOwn = (one: InlineEntry): boolean => one.value.from === entry.value.from;
  return (
    now.length === before.length &&
    now.every(({ defect, entries }, at) => {
      const was = before[at] ?? { defect: '', entries: [] };
      if (defect !== was.defect || entries.length !== was.entries.length) return false;
      return entries.every((one, number) => {
        const old = was.entries[number] ?? entry;
        const expected = isOwn(old) ? { key: { text: key.text }, value: { text: value.text } } : old;
        return one.key.text === expected.key.text && one.value.text === expected.value.text;
      });
    })
  );
}

/** What stands in a table, and in each of those inside of it. */
function contentsOf(table: PlacedTable): readonly Contents[] {
  return [entriesOf(table), ...tablesInside(table).flatMap(contentsOf)];
}

/** A part after the edits that lie in it, and how many those are; null for one that reaches over its edge. */
function edited({ text, from }: PlacedText, edits: readonly TextEdit[]) {
  const end = from + text.length;
  const touching = edits.filter(({ span }) => span.start <= end && from <= span.end);
  if (touching.some(({ span }) => span.start < from || end < span.end)) return null;
  const inside = touching.map(({ span, newText }) => ({
    span: { start: span.start - from, end: span.end - from },
    newText,
  }));
  return { text: applyEdits(text, inside), used: inside.length };
}

/** The edits of the file that take an entry out, with what stands between it and the next one; null where it can't be done. */
export function deletionIn({ own, entries, toFile }: InlineTableAt, entry: InlineEntry): readonly TextEdit[] | null {
  const { name } = readTable(own.text);
  const body = insideBraces(name, own.from + own.text.length - name.length);
  const elements = body === null ? [] : splitList(body.text);
  const at = entries.indexOf(entry);
  const [before, element, after] = [elements[at - 1], elements[at], elements[at + 1]];
  if (body === null || element === undefined || elements.length !== entries.length) return null;
  const start = after === undefined && before !== undefined ? before.from + before.text.length : element.from;
  const end = after?.from ?? element.from + element.text.length;
  const cut = (from: number, to: number) =>
    toFile([{ span: { start: body.from + from, end: body.from + to }, newText: '' }]);
  // A line break between two entries, and a comment, stays: separators that are left over do no harm.
  return cut(start, end) ?? cut(element.from, element.from + element.text.length);
}
