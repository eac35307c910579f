/** The lookup table types of files that a person writes, and that `--table-type` names (DATABASE_README). */
export const tableTypes = ['texthash', 'hash', 'btree', 'lmdb', 'cdb', 'regexp', 'pcre'] as const;
export type TableType = (typeof tableTypes)[number];

export function isTableType(word: string): word is TableType {
  return (tableTypes as readonly string[]).includes(word);
}

/** Whether the file holds patterns instead of keys. */
export function isPatternType(type: TableType | null): boolean {
  return type === 'regexp' || type === 'pcre';
}

/** Every lookup table type that some build of Postfix has (`postconf -m`, DATABASE_README), what is put before a type included. */
export const lookupTableTypes: readonly string[] = [
  ...tableTypes,
  'cidr',
  'dbm',
  'debug',
  'environ',
  'fail',
  'inline',
  'internal',
  'ldap',
  'memcache',
  'mongodb',
  'mysql',
  'nis',
  'nisplus',
  'netinfo',
  'pgsql',
  'pipemap',
  'proxy',
  'randmap',
  'redis',
  'sdbm',
  'socketmap',
  'sqlite',
  'static',
  'tcp',
  'unionmap',
  'unix',
];
