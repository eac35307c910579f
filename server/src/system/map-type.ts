/** The lookup tables that postmap(1) makes of a text, by the end of their files' names (DATABASE_README); null: the text itself. */
export const indexSuffixes = { hash: '.db', lmdb: '.lmdb', texthash: null, cdb: '.cdb', btree: '.db' } as const;

export type MapType = keyof typeof indexSuffixes;

/** The other types whose index has the same name. */
export function namesakes(type: MapType): readonly MapType[] {
  const suffix = indexSuffixes[type];
  const types = Object.keys(indexSuffixes) as MapType[];
  return types.filter((each) => each !== type && suffix !== null && indexSuffixes[each] === suffix);
}

export function isMapType(type: string): type is MapType {
  return Object.hasOwn(indexSuffixes, type);
}
