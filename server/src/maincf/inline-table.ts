import { isSpaceCode, skipSpace, trimSpace } from '../text/ascii';
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
    if ('defect' in entry) return { defect: `${entry.defect}: "${inner.text}"` };
    entries.push(entry);
  }
  return { entries, values: new Map(entries.map(({ key, value }) => [foldCase(key.text), value.text])) };
}

/** As split_qnameval() of Postfix: the key ends at a blank or an equals sign, but not in double quotes or behind a backslash. */
function readEntry({ text, from }: PlacedText): InlineEntry | { readonly defect: string } {
  const keyAt = skipSpace(text, 0);
  let inQuotes = false;
  let end = keyAt;
  for (; end < text.length; end++) {
    const character = text.charAt(end);
    if (character === '\\') end++;
    else if (character === '"') inQuotes = !inQuotes;
    else if (!inQuotes && (character === '=' || isSpaceCode(text.charCodeAt(end)))) break;
  }
  if (inQuotes) return { defect: `unbalanced '"'` };
  const equals = skipSpace(text, Math.min(end, text.length));
  if (text[equals] !== '=') return { defect: "missing '=' after attribute name" };
  const valueAt = skipSpace(text, equals + 1);
  return {
    key: { text: text.slice(keyAt, end), from: from + keyAt },
    value: { text: trimSpace(text.slice(valueAt)), from: from + valueAt },
  };
}
