/** The class of a parameter's value (postconf(5)). */
export type ParameterClass =
  | 'boolean'
  | 'integer'
  | 'time'
  | 'enum'
  | 'string'
  | 'list'
  | 'protocols'
  | 'match'
  | 'path'
  | 'path-list'
  | 'table'
  | 'table-list';

/** What is known of a parameter of main.cf. */
export interface ParameterFacts {
  readonly name: string;
  readonly class: ParameterClass;
  /** The first Postfix release that knows the parameter. */
  readonly since: string;
  /** Patches of older releases that know it, too. */
  readonly backports: readonly string[];
  /** Whether it is about TLS, or what TLS depends on. */
  readonly isTls: boolean;
  /** The default of the newest release, as it is written; null where it depends on the machine or the build. */
  readonly default: string | null;
  /** An empty value is a fatal error. */
  readonly isNonEmpty: boolean;
  /** The value is expanded at delivery, with names that only hold then. */
  readonly isUnexpanded: boolean;
  readonly min: number | null;
  readonly max: number | null;
  readonly maxLength: number | null;
  /** The words of an enum or the elements of a list, where these are few; compared without case but for `isCaseSensitive`. */
  readonly words: readonly string[];
  readonly isCaseSensitive: boolean;
  /** Those of the words that mean something else by now. */
  readonly outdatedWords: readonly string[];
  /** Further words that are taken with a warning. */
  readonly warnedWords: readonly string[];
  /** The release from which Postfix warns about it; null for none. */
  readonly warnedIn: string | null;
  /** The release that no longer knows it. */
  readonly goneIn: string | null;
  /** The release from which it is accepted without effect. */
  readonly ignoredSince: string | null;
  /** What takes its place. */
  readonly replacement: string | null;
  /** Its value is still the default of its replacement. */
  readonly isHonoured: boolean;
}

/** Reads a row of the table: `name class since facts… = default`. */
export function readParameterRow(row: string): ParameterFacts {
  const equals = row.indexOf(' =');
  const [name = '', kind = '', since = '', ...facts] = (equals < 0 ? row : row.slice(0, equals)).split(' ');
  const told = new Map(
    facts.map((fact) => {
      const colon = fact.indexOf(':');
      return colon < 0 ? [fact, ''] : [fact.slice(0, colon), fact.slice(colon + 1)];
    }),
  );
  const has = (fact: string): boolean => told.has(fact);
  const read = (fact: string): string | null => told.get(fact) ?? null;
  const number = (fact: string): number | null => (told.has(fact) ? Number(told.get(fact)) : null);
  const list = (fact: string): readonly string[] => told.get(fact)?.split(',') ?? [];
  return {
    name,
    class: kind as ParameterClass,
    since,
    backports: list('backports'),
    isTls: has('tls'),
    default: equals < 0 ? null : row.slice(equals + ' = '.length),
    isNonEmpty: has('non-empty'),
    isUnexpanded: has('unexpanded'),
    min: number('min'),
    max: number('max'),
    maxLength: number('max-length'),
    words: list('words'),
    isCaseSensitive: has('case-sensitive'),
    outdatedWords: list('outdated'),
    warnedWords: list('warned-words'),
    warnedIn: read('warned'),
    goneIn: read('gone'),
    ignoredSince: read('ignored'),
    replacement: read('instead'),
    isHonoured: has('honoured'),
  };
}
