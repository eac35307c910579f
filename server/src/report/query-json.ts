import type { Query } from '../site/query';
import { createLineIndex } from '../text/line-index';
import { json } from './json';

/** One element of the output of `query --format json`; the published schema is schemas/query.schema.json. */
export interface QueryJson extends Omit<Query, 'found'> {
  /** Null where main.cf decides, and where a table fails. */
  readonly source: QueryJsonSource | null;
  readonly keysTried: readonly string[];
  readonly unknownTables: readonly string[];
}

export interface QueryJsonSource {
  /** As main.cf names it. */
  readonly table: string;
  readonly key: string;
  /** From 1, as in Postfix's messages; null for a table without lines. */
  readonly line: number | null;
}

/** The answers in the order of the questions. */
export function queryJson(queries: readonly Query[]): string {
  return json(queries.map(toJson));
}

function toJson({ found, nextHop, service, level, actsAs, warnings, notes, ...settings }: Query): QueryJson {
  const unknownTables = found.unknown.map(({ table }) => table.reference.text);
  const { keysTried } = found;
  return {
    nextHop,
    service,
    level,
    actsAs,
    source: sourceOf(found),
    keysTried,
    ...settings,
    unknownTables,
    warnings,
    notes,
  };
}

/** Where the entry stands that decided; null for none. */
export function sourceOf({ hit }: Pick<Query['found'], 'hit'>): QueryJsonSource | null {
  if (hit === null) return null;
  const { table, key, entry } = hit;
  const text = table.document?.text;
  const line =
    entry === null || text === undefined ? null : createLineIndex(text).positionAt(entry.line.span.start).line + 1;
  return { table: table.reference.text, key, line };
}
