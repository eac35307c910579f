import { type InlineEntry, readInlineTable } from '../maincf/inline-table';
import type { Span } from '../text/span';
import type { ListedTable, Site, SiteFile } from './whole-site';

/** A table whose entries stand in main.cf or master.cf itself. */
export interface InlineTableAt {
  readonly file: SiteFile;
  /** All of it. */
  readonly span: Span;
  /** Why Postfix can't open it, in its words; else null. */
  readonly defect: string | null;
  /** In their order; none where it can't be opened. */
  readonly entries: readonly InlineEntry[];
  /** Where a part of an entry stands. */
  readonly spanOf: (part: { readonly text: string; readonly from: number }) => Span;
}

/** Each `inline:` table of a site once, though several clients list it. */
export function inlineTables({ clients }: Site): readonly InlineTableAt[] {
  const found = new Map<string, InlineTableAt>();
  for (const table of clients.flatMap(({ tables }) => tables ?? [])) {
    const { point, reference } = table;
    const place = `${point.file.path} ${point.span.start} ${reference.text}`;
    if (reference.type === 'inline' && !found.has(place)) found.set(place, read(table));
  }
  return [...found.values()];
}

function read({ reference: { text, name }, point }: ListedTable): InlineTableAt {
  const table = readInlineTable(name);
  const start = text.length - name.length;
  return {
    file: point.file,
    span: point.span,
    ...('defect' in table ? { defect: table.defect, entries: [] } : { defect: null, entries: table.entries }),
    spanOf: (part) => point.part(start + part.from, start + part.from + Math.max(1, part.text.length)),
  };
}
