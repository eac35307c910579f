/** The lookup tables that postmap(1) makes of a text, by the end of their files' names (DATABASE_README); null: the text itself. */
export const indexSuffixes = { hash: '.db', lmdb: '.lmdb', texthash: null, cdb: '.cdb' } as const;

export type MapType = keyof typeof indexSuffixes;

export function isMapType(type: string): type is MapType {
  return Object.hasOwn(indexSuffixes, type);
}
