import type { Occurrence, Subject } from '../language/structure';
import { holds } from '../text/editor-line';
import { blocksIn } from './blocks';
import type { PolicyDocument, PolicyEntry } from './document';
import { entriesFor, entryAt } from './find';
import { matchWords } from './rules/match-element';
import { plainName, serverNames } from './server-names';

const words: ReadonlySet<string> = new Set(matchWords);

/** The key at the offset, the name of a server in `match=` or `servername=`, or the `if` or `endif` of a block of patterns. */
export function policySubjectAt(document: PolicyDocument, offset: number): Subject | null {
  const entry = entryAt(document, offset);
  if (entry === null) return blockAt(document, offset);
  if (holds(entry.key.span, offset)) return { kind: 'key', name: entry.key.folded, isShared: true };
  const element = serverNames(entry).find(({ span }) => holds(span, offset));
  if (element === undefined) return null;
  const name = plainName(element.text);
  // What a pattern puts in is another name for each key.
  if (name === '' || (document.hasPatterns && name.includes('$'))) return null;
  return words.has(name) ? { kind: 'word', name, isShared: false } : { kind: 'server', name, isShared: true };
}

/** A block has no name but the place where it begins. */
function blockAt(document: PolicyDocument, offset: number): Subject | null {
  const block = blocksIn(document).find(({ opening, closing }) => holds(opening, offset) || holds(closing, offset));
  return block === undefined ? null : { kind: 'block', name: String(block.span.start), isShared: false };
}

/** The entries of a key, both ends of a block, or everything that has the same name in `match=` or `servername=`. */
export function policyOccurrences(
  document: PolicyDocument,
  { kind, name }: Subject,
  most: number,
): readonly Occurrence[] {
  if (kind === 'key') {
    const entries = entriesFor(document, name).slice(0, most);
    return entries.map(({ key }): Occurrence => ({ span: key.span, kind: 'definition' }));
  }
  if (kind === 'block') {
    const block = blocksIn(document).find(({ span }) => String(span.start) === name);
    return block === undefined ? [] : [block.opening, block.closing].map((span): Occurrence => ({ span, kind: 'use' }));
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
