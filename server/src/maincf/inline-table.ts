import { trimSpace } from '../text/ascii';
import { foldCase } from '../text/fold-case';
import { insideBraces, splitList } from './table-reference';

/** What `inline:{…}` holds: values by key in lower case; or why Postfix can't open it (dict_inline.c). */
export type InlineTable =
  | { readonly values: ReadonlyMap<string, string>; readonly repeated: readonly string[] }
  | { readonly defect: string };

/** Parses the name of an inline table, its braces included. Of equal keys the last one wins. */
export function readInlineTable(name: string): InlineTable {
  const body = insideBraces(name);
  if (body === null) return { defect: 'inline: needs its entries in braces' };
  const values = new Map<string, string>();
  const repeated = new Set<string>();
  const elements = splitList(body);
  if (elements.length === 0) return { defect: 'inline: has no entry' };
  for (const { text } of elements) {
    const inner = text.startsWith('{') ? insideBraces(text) : text;
    if (inner === null) return { defect: `${text} has no closing brace, or text behind it` };
    const equals = inner.indexOf('=');
    const key = trimSpace(inner.slice(0, Math.max(0, equals)));
    if (equals < 0) return { defect: `missing '=' after attribute name: "${inner}"` };
    if (/\s/.test(key)) return { defect: `missing '=' after attribute name: "${inner}"` };
    const folded = foldCase(key);
    if (values.has(folded)) repeated.add(folded);
    values.set(folded, trimSpace(inner.slice(equals + 1)));
  }
  return { values, repeated: [...repeated] };
}
