import type { TableReference } from '../maincf/table-reference';

/** What postmap(1) makes of the text of a table, which Postfix reads in its place (DATABASE_README). */
const suffixes: Readonly<Record<string, string>> = { hash: '.db', btree: '.db', lmdb: '.lmdb', cdb: '.cdb' };

/** The path of the index of a table; null for a type that is read as it is. */
export function indexOf({ type, name }: TableReference): string | null {
  const suffix = type !== null && Object.hasOwn(suffixes, type) ? suffixes[type] : undefined;
  return suffix === undefined ? null : `${name}${suffix}`;
}
