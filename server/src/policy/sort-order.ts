import { getDomain } from 'tldts';
import { foldCase } from '../text/fold-case';
import type { PolicyKey } from './key';

/** `domain`: by the names as written; `organisation`: by the domains that one can register, those below with them. */
export type SortOrder = 'domain' | 'organisation';

/** The forms of one name, in the order in which they stand. */
const forms = ['domain', 'parent', 'domain-port', 'host', 'host-port', 'wildcard', 'trailing-dot'];

/**
 * A text that decides where an entry goes: the lesser one by code units comes first, so that the order is the same on every
 * machine. Equal for keys that Postfix takes for one.
 */
export function sortKeyOf({ text, kind }: Pick<PolicyKey, 'text' | 'kind'>, order: SortOrder): string {
  const folded = foldCase(text);
  const form = forms.indexOf(kind);
  // Names come before all else.
  if (form < 0) return ['1', folded].join(separator);
  const name = nameIn(folded);
  if (order === 'domain') return ['0', name, form, folded].join(separator);
  return ['0', getDomain(name) ?? name, fromTheTop(name), form, folded].join(separator);
}

/** Below zero where what the first key is of comes before what the second one is of. */
export function compareSortKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Less than all that stands in a name, so that a name comes before those that begin with it. */
const separator = '\0';

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
