import { skipSpace, trimSpace } from '../text/ascii';
import { foldCase } from '../text/fold-case';
import { insideBraces, type PlacedText, splitList } from './table-reference';

/** What `inline:{…}` holds; or why Postfix can't open it, in its own words (dict_inline.c). */
export type InlineTable =
  | {
      /** Values by key in lower case. Of equal keys the last one wins. */
      readonly values: ReadonlyMap<string, string>;
      /** All of them in their order, those that have no effect, too. */
      readonly entries: readonly InlineEntry[];
    }
  | { readonly defect: string };

/** One `key = value`, and where its parts begin in the name of the table. */
export interface InlineEntry {
  readonly key: PlacedText;
  readonly value: PlacedText;
}

/** Parses the name of an inline table, its braces included. */
export function readInlineTable(name: string): InlineTable {
  const body = insideBraces(name);
  const elements = body === null ? [] : splitList(body.text);
  if (body === null || elements.length === 0) return { defect: `bad syntax: "inline:${name}"` };
  const entries: InlineEntry[] = [];
  for (const { text, from } of elements) {
    const element = { text, from: body.from + from };
    const inner = text.startsWith('{') ? insideBraces(text, element.from) : element;
    if (inner === null) return { defect: `syntax error after '}' in "${text}"` };
    const entry = readEntry(inner);
    if (entry === null) return { defect: `missing '=' after attribute name: "${inner.text}"` };
    entries.push(entry);
  }
  return { entries, values: new Map(entries.map(({ key, value }) => [foldCase(key.text), value.text])) };
}

/** Null where there is no equals sign, or a blank in the key. */
function readEntry({ text, from }: PlacedText): InlineEntry | null {
  const equals = text.indexOf('=');
  const key = trimSpace(text.slice(0, Math.max(0, equals)));
  if (equals < 0 || /[\t-\r ]/.test(key)) return null;
  const valueAt = skipSpace(text, equals + 1);
  return {
    key: { text: key, from: from + skipSpace(text, 0) },
    value: { text: trimSpace(text.slice(valueAt)), from: from + valueAt },
  };
}
