import type { Highlight } from '../language/structure';
import type { Span } from '../text/span';
import type { PolicyDocument, PolicyEntry } from './document';
import { entriesFor, entryAt } from './find';
import { type Element, elementsOf } from './rules/attribute';

/** More places than a person can look at; of a name that stands on every line the first ones are told. */
const mostHighlights = 1_000;

/** What is longer names no server, and makes no expression to search by. */
const longestName = 255;

/** The entries of the key at the offset, or everything that has the same name in `match=` or `servername=`. */
export function policyHighlights(document: PolicyDocument, offset: number): readonly Highlight[] {
  const entry = entryAt(document, offset);
  if (entry === null) return [];
  if (holds(entry.key.span, offset)) {
    const same = entriesFor(document, entry.key.folded).slice(0, mostHighlights);
    return same.map(({ key }) => ({ span: key.span, kind: 'definition' }));
  }
  const name = serverNames(entry).find(({ span }) => holds(span, offset));
  return name === undefined ? [] : usesOf(document, plainName(name));
}

/** The names of servers in the value of an entry. */
function serverNames({ value }: PolicyEntry): readonly Element[] {
  return value.attributes.flatMap(({ name, value: token }) => {
    const isName = ['match', 'servername'].includes(name.text.toLowerCase());
    return isName && token !== null ? elementsOf(token, ':') : [];
  });
}

/** A provider is the same whether its own name is meant or, with a dot, those below. */
function plainName({ text }: Element): string {
  return text.toLowerCase().replace(/^\./, '');
}

/** Looks at the entries that hold the name anywhere, for an editor asks at each move of the cursor. */
function usesOf(document: PolicyDocument, name: string): readonly Highlight[] {
  const found: Highlight[] = [];
  if (name === '' || name.length > longestName) return found;
  const candidate = new RegExp(name.replace(/[^\p{L}\p{N}_]/gu, '\\$&'), 'gi');
  let passed = 0;
  for (const { index } of document.text.matchAll(candidate)) {
    const entry = index < passed ? null : entryAt(document, index);
    if (entry === null) continue;
    passed = entry.line.span.end;
    for (const each of serverNames(entry)) {
      if (plainName(each) === name) found.push({ span: each.span, kind: 'use' });
    }
    if (found.length >= mostHighlights) break;
  }
  return found.slice(0, mostHighlights);
}

/** A cursor behind the last character still means the word. */
function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
