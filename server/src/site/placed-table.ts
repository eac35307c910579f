import { insideBraces, splitList, type TableReference, tablesIn } from '../maincf/table-reference';

/** A table, and where its words begin in those of the table of a list that it is, or stands in. */
export interface PlacedTable {
  readonly reference: TableReference;
  readonly from: number;
}

/** The tables of a `unionmap:{…}` or `pipemap:{…}`, in their order; none of any other. */
export function tablesInside({ reference, from }: PlacedTable): readonly PlacedTable[] {
  const { text, name } = reference;
  const body = insideBraces(name, from + text.length - name.length);
  if (body === null) return [];
  const places = splitList(body.text);
  return tablesIn(reference).map((inner, at) => ({ reference: inner, from: body.from + (places[at]?.from ?? 0) }));
}
