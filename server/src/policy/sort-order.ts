import { getDomain } from 'tldts';
import type { PolicyKey } from './key';

/** `domain`: by the names as written; `organisation`: by the domains that one can register, those below with them. */
export type SortOrder = 'domain' | 'organisation';

/** What decides where an entry goes; compared member by member. Equal for keys that Postfix takes for one. */
export type SortKey = readonly [isNoName: number, group: string, name: string, form: number, folded: string];

/** The forms of one name, in the order in which they stand. */
const forms = ['domain', 'parent', 'domain-port', 'host', 'host-port', 'wildcard', 'trailing-dot'];

export function sortKeyOf({ text, kind }: Pick<PolicyKey, 'text' | 'kind'>, order: SortOrder): SortKey {
  const folded = foldCase(text);
  const form = forms.indexOf(kind);
  if (form < 0) return [1, '', folded, 0, folded];
  const name = nameIn(folded);
  if (order === 'domain') return [0, '', name, form, folded];
  const organisation = getDomain(name) ?? name;
  return [0, organisation, fromTheTop(name), form, folded];
}

/** Below zero where the first one comes first. By code units, so that the order is the same on every machine. */
export function compareSortKeys(a: SortKey, b: SortKey): number {
  for (let index = 0; index < a.length; index++) {
    const [one, other] = [a[index] ?? 0, b[index] ?? 0];
    if (one < other) return -1;
    if (one > other) return 1;
  }
  return 0;
}

/** Postfix folds all of Unicode (`smtputf8_enable`), so that two sharp-s spellings are one key. */
export function foldCase(key: string): string {
  return key.toLowerCase().toUpperCase().toLowerCase();
}

/** The name without what stands around it: `[mx.example]:25`, `.example`, `*.example`, `example.`. */
function nameIn(key: string): string {
  return key
    .replace(/^\[([^\]]*)\].*$/, '$1')
    .replace(/:[^:]*$/, '')
    .replace(/^[*.]+|\.$/g, '');
}

/** `org.example.mx`: a domain comes before those below it, and they stand together. */
function fromTheTop(name: string): string {
  return name.split('.').reverse().join('.');
}
