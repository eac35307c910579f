import { type PlacedText, splitList } from '../maincf/table-reference';
import type { PolicyDocument, PolicyEntry } from '../policy/document';
import { makeKey } from '../policy/key';
import { parseValue } from '../policy/value';
import { skipSpace, trimSpace } from '../text/ascii';
import { holds, lastBefore } from '../text/editor-line';
import type { LogicalLine } from '../text/logical-lines';
import type { Span } from '../text/span';
import { hasNextHops, hasPolicies, listedInline } from './inline-tables';
import { type FileWithTables, mayHoldTables, siteOfOneFile } from './tables-alone';
import { type ListedTable, withInnerTables } from './whole-site';

/** A table that stands in main.cf or master.cf, as a policy table whose places are those of that file. */
export interface InlinePolicies {
  readonly document: PolicyDocument;
  readonly entries: readonly InlinePolicy[];
}

/** An entry of such a table; one without a key answers every key. */
export interface InlinePolicy extends PolicyEntry {
  /** What its value has place in. */
  readonly room: Span;
}

/** The entry at a place, with the table in which it is the one that counts for its key. Null elsewhere. */
export function inlinePolicyAt(
  file: FileWithTables,
  offset: number,
): { readonly document: PolicyDocument; readonly entry: InlinePolicy } | null {
  const line = lastBefore(file.document.lines, offset);
  if (line === null || !holds(line.span, offset) || !mayHoldTables(line.text)) return null;
  for (const { document, entries } of inlinePolicies(file)) {
    const entry = entries.find((each) => holds(each.line.span, offset) || holds(each.room, offset));
    if (entry === undefined) continue;
    const others = entries.filter((each) => each === entry || each.key.folded !== entry.key.folded);
    return { document: { ...document, entries: others, lines: others.map((each) => each.line) }, entry };
  }
  return null;
}

/**
 * The tables of a file, read as far as they can be while somebody writes them. Values that are keys for other tables are left
 * out, and so are keys that are no next-hops.
 */
export function inlinePolicies(file: FileWithTables): readonly InlinePolicies[] {
  const { document } = file;
  if (!mayHoldTables(document.text)) return [];
  return listedInline(siteOfOneFile(file).clients.map(({ tables }) => tables))
    .flatMap((listed) => withInnerTables([listed]).map((table) => ({ table, listed })))
    .filter(({ table, listed }) => hasPolicies(table.from, listed))
    .map(({ table, listed }) => {
      const withKeys = hasNextHops(table.from, listed);
      const entries = elementsOf(table).flatMap((element) => readEntry(element, table, withKeys) ?? []);
      return {
        entries,
        document: {
          text: document.text,
          lines: entries.map(({ line }) => line),
          comments: document.comments,
          tableType: 'hash',
          hasPatterns: false,
          entries,
        },
      };
    });
}

/** What stands in a table for each of its entries, braces around it left out; also where a brace is still to come. */
function elementsOf({ reference: { type, name, text } }: ListedTable): readonly PlacedText[] {
  const start = text.length - name.length;
  switch (type) {
    case 'inline': {
      const body = bare({ text: name, from: start });
      return splitList(body.text).map((element) => bare({ text: element.text, from: body.from + element.from }));
    }
    case 'randmap': {
      const body = bare({ text: name, from: start });
      return splitList(body.text).map((element) => ({ text: element.text, from: body.from + element.from }));
    }
    case 'static':
      return [bare({ text: name, from: start })];
    case null:
    default:
      return [];
  }
}

/** What stands behind an opening brace, up to the closing one. */
function bare({ text, from }: PlacedText): PlacedText {
  if (!text.startsWith('{')) return { text, from };
  return { text: text.slice(1, text.endsWith('}') ? -1 : undefined), from: from + 1 };
}

function readEntry(
  { text, from }: PlacedText,
  { reference, point }: ListedTable,
  withKeys: boolean,
): InlinePolicy | null {
  const isNamed = reference.type === 'inline';
  const equals = isNamed ? text.indexOf('=') : -1;
  if (isNamed && equals < 0) return null;
  const valueAt = equals + 1;
  const hasKey = isNamed && withKeys;
  const keyAt = skipSpace(text, 0);
  const found = point.line(from + (hasKey ? keyAt : valueAt), from + text.length);
  if (found === null) return null;
  const room = point.part(from + valueAt, from + text.length);
  // Where nothing is written yet there is a place for it.
  const line = found.pieces.length > 0 ? found : { ...found, span: room, pieces: [room] };
  const key = hasKey ? trimSpace(text.slice(0, equals)) : '';
  const before = hasKey ? valueAt - keyAt : 0;
  return {
    line,
    room,
    // What answers every key has none that could be hovered over.
    key: makeKey(key, key === '' ? noPlace : spanOf(line, key.length)),
    value: parseValue(line, before, line.text.length),
    dropped: null,
  };
}

const noPlace: Span = { start: -1, end: -1 };

function spanOf({ span: { start } }: LogicalLine, length: number): Span {
  return { start, end: start + length };
}
