import type { Occurrence, Subject } from '../language/structure';
import { holds } from '../text/editor-line';
import type { PolicyDocument, PolicyEntry } from './document';
import { entriesFor, entryAt } from './find';
import { matchWords } from './rules/match-element';
import { plainName, serverNames } from './server-names';

const words: ReadonlySet<string> = new Set(matchWords);

/** The key at the offset, or the name of a server in `match=` or `servername=`. */
export function policySubjectAt(document: PolicyDocument, offset: number): Subject | null {
  const entry = entryAt(document, offset);
  if (entry === null) return null;
  if (holds(entry.key.span, offset)) return { kind: 'key', name: entry.key.folded, isShared: true };
  const element = serverNames(entry).find(({ span }) => holds(span, offset));
  if (element === undefined) return null;
  const name = plainName(element.text);
  if (name === '') return null;
  return words.has(name) ? { kind: 'word', name, isShared: false } : { kind: 'server', name, isShared: true };
}

/** The entries of a key, or everything that has the same name in `match=` or `servername=`. */
export function policyOccurrences(
  document: PolicyDocument,
  { kind, name }: Subject,
  most: number,
): readonly Occurrence[] {
  if (kind === 'key') {
    const entries = entriesFor(document, name).slice(0, most);
    return entries.map(({ key }): Occurrence => ({ span: key.span, kind: 'definition' }));
  }
  const found: Occurrence[] = [];
  for (const entry of entriesUsing(document, name)) {
    for (const { text, span } of serverNames(entry)) if (plainName(text) === name) found.push({ span, kind: 'use' });
    if (found.length >= most) break;
  }
  return found.slice(0, most);
}

/** An index that somebody keeps is asked, for an editor asks at each move of the cursor. */
function entriesUsing(document: PolicyDocument, name: string): readonly PolicyEntry[] {
  return document.using?.(name) ?? document.entries;
}
