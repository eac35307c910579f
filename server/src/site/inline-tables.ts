import { type InlineEntry, readInlineTable } from '../maincf/inline-table';
import { insideBraces, type PlacedText, readTable, splitList } from '../maincf/table-reference';
import { applyEdits, type Span, type TextEdit } from '../text/span';
import type { ListedPoint, ListedTable, Site, SiteFile } from './whole-site';

/** A table whose entries stand in main.cf or master.cf itself: `inline:{…}` or `static:…`. */
export interface InlineTableAt {
  readonly type: 'inline' | 'static';
  readonly file: SiteFile;
  /** All of it. */
  readonly span: Span;
  /** As it stands in the list, its `$` replaced: what the entries count their places in. */
  readonly text: string;
  /** Why Postfix can't open it, in its words; else null. */
  readonly defect: string | null;
  /** In their order; none where it can't be opened. That of a `static:` table has no key. */
  readonly entries: readonly InlineEntry[];
  /** Where a part of an entry stands. */
  readonly spanOf: (part: PlacedText) => Span;
  /** Where [from, to) of its text stands. */
  readonly part: ListedPoint['part'];
  /** Edits of its text as edits of the file; null where the file does not hold word for word what they replace. */
  readonly toFile: (edits: readonly TextEdit[]) => readonly TextEdit[] | null;
}

/** Each table of a site that stands in main.cf or master.cf itself once, though several clients list it. */
export function inlineTables({ clients }: Site): readonly InlineTableAt[] {
  const found = new Map<string, InlineTableAt>();
  for (const table of clients.flatMap(({ tables }) => tables ?? [])) {
    const { point, reference } = table;
    const place = `${point.file.path} ${point.span.start} ${reference.text}`;
    if ((reference.type === 'inline' || reference.type === 'static') && !found.has(place)) {
      found.set(place, read(table, reference.type));
    }
  }
  return [...found.values()];
}

function read({ reference: { text }, point }: ListedTable, type: InlineTableAt['type']): InlineTableAt {
  return {
    type,
    file: point.file,
    span: point.span,
    text,
    ...entriesOf(text),
    spanOf: (part) => point.part(part.from, part.from + Math.max(1, part.text.length)),
    part: point.part,
    toFile: (edits) => {
      const placed = edits.map(({ span, newText }) => ({ span: point.part(span.start, span.end), newText }));
      const whole = point.file.document.text;
      const isLiteral = placed.every(
        ({ span }, at) =>
          whole.slice(span.start, span.end) === text.slice(edits[at]?.span.start ?? 0, edits[at]?.span.end ?? 0),
      );
      return isLiteral ? placed : null;
    },
  };
}

/** Their places count from the beginning of the reference. */
function entriesOf(text: string): Pick<InlineTableAt, 'defect' | 'entries'> {
  const { type, name } = readTable(text);
  const start = text.length - name.length;
  const placed = (part: PlacedText): PlacedText => ({ text: part.text, from: start + part.from });
  if (type === 'inline') {
    const table = readInlineTable(name);
    if ('defect' in table) return { defect: table.defect, entries: [] };
    return {
      defect: null,
      entries: table.entries.map(({ key, value }) => ({ key: placed(key), value: placed(value) })),
    };
  }
  const value = name.startsWith('{') ? insideBraces(name) : { text: name, from: 0 };
  if (value === null) return { defect: `bad static:name syntax: "${name}"`, entries: [] };
  return { defect: null, entries: [{ key: { text: '', from: start }, value: placed(value) }] };
}

/**
 * Whether edits inside one entry of a table's text leave it a table, and change nothing of it but that entry by the letters
 * that they name: none that ends an entry or the list, and none that Postfix would replace.
 */
export function keepsTable(
  { type, text, entries }: InlineTableAt,
  entry: InlineEntry,
  edits: readonly TextEdit[],
): boolean {
  if (edits.some(({ newText }) => /[$\n\r]/.test(newText))) return false;
  const key = type === 'static' ? { text: '', used: 0 } : edited(entry.key, edits);
  const value = edited(entry.value, edits);
  if (key === null || value === null || key.used + value.used !== edits.length) return false;
  const after = applyEdits(text, edits);
  if (splitList(after).length !== 1) return false;
  const now = entriesOf(after).entries;
  return (
    now.length === entries.length &&
    now.every((one, at) => {
      const before = entries[at] ?? entry;
      return before === entry
        ? one.key.text === key.text && one.value.text === value.text
        : one.key.text === before.key.text && one.value.text === before.value.text;
    })
  );
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
export function deletionIn({ text, entries, toFile }: InlineTableAt, entry: InlineEntry): readonly TextEdit[] | null {
  const { name } = readTable(text);
  const body = insideBraces(name, text.length - name.length);
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
