import type { Span } from '../text/span';

/** A path that stands in a value, and where. */
export interface FileName {
  readonly path: string;
  /** In the value, what stands before the path included: `hash:/etc/postfix/tls_policy`. */
  readonly span: Span;
}

/** Types of lookup tables whose name is the path of a file that a person writes (DATABASE_README). */
const withFile =
  /^(?:(?:proxy|debug|maildrop):)*(?:btree|cdb|cidr|dbm|hash|ldap|lmdb|memcache|mongodb|mysql|pcre|pgsql|regexp|sdbm|sqlite|texthash):(?=[/$])/;

/**
 * The absolute paths in a value of main.cf, behind the type of a table and behind `!`, each element of the list by itself.
 *
 * @param expand replaces `$name`; null for what can't be told.
 */
export function fileNamesIn(value: string, expand: (text: string) => string | null): readonly FileName[] {
  return [...value.matchAll(/(?:\$\{[^\s{}]*\}|[^\s,{}])+/g)].flatMap((match): readonly FileName[] => {
    const [element] = match;
    const written = element.replace(/^!/, '').replace(withFile, '');
    const path = written.startsWith('/') || written.startsWith('$') ? expand(written) : null;
    if (path === null || !/^\/[^\s,]+$/.test(path)) return [];
    return [{ path, span: { start: match.index, end: match.index + element.length } }];
  });
}
