import type { Place } from '../language/assistance';
import { attributeFacts } from '../postfix/attributes';
import { isSpaceCode } from '../text/ascii';
import { editorLine, holds, lastBefore, within } from '../text/editor-line';
import { elementAt } from '../text/list-element';
import type { Span } from '../text/span';
import type { PolicyDocument, PolicyEntry } from './document';
import { entryAt } from './find';
import type { AttributeNode } from './value-node';

/** What a person is writing at a place of a policy table; `word` is what a completion takes the place of. */
export type Cursor =
  | { readonly kind: 'key' | 'level'; readonly word: Span }
  | {
      readonly kind: 'attribute';
      readonly word: Span;
      readonly entry: PolicyEntry;
      /** The attribute whose name is written there; null for one that is yet to come. */
      readonly own: AttributeNode | null;
    }
  | {
      readonly kind: 'value';
      /** One element of a list, else the whole value. */
      readonly word: Span;
      readonly entry: PolicyEntry;
      /** The attribute's name in lower case. */
      readonly name: string;
      /** The other elements of the list. */
      readonly others: readonly string[];
    };

/** Null where nothing is to be completed: in comments, patterns, and between words that need nothing between them. */
export function cursorAt(document: PolicyDocument, { text, offset: place }: Place): Cursor | null {
  const bounds = editorLine(text.lines, place);
  // No editor's cursor stands within a line break.
  const offset = Math.min(place, bounds.end);
  const comment = lastBefore(document.comments, offset);
  if (comment !== null && holds(comment.span, offset)) return null;
  if (isContinued(text.slice(bounds.start, offset))) return cursorInEntry(document, bounds, offset);
  const key = atKey(document, offset);
  return key && { ...key, word: within(key.word, bounds) };
}

/**
 * The same behind the key of an entry.
 *
 * @param bounds the line of the editor in which the place is.
 */
export function cursorInEntry(document: PolicyDocument, bounds: Span, offset: number): Cursor | null {
  const found = inEntry(document, bounds, offset);
  return found && { ...found, word: within(found.word, bounds) };
}

/** Whether what is written belongs to the logical line before it or, behind a key, to its own. */
function isContinued(before: string): boolean {
  for (let index = 0; index < before.length; index++) if (isSpaceCode(before.charCodeAt(index))) return true;
  return false;
}

/** No blank stands before the place in its line. */
function atKey(document: PolicyDocument, offset: number): Cursor | null {
  if (document.hasPatterns) return null;
  const entry = entryAt(document, offset);
  const isOwn = entry !== null && holds(entry.key.span, offset);
  return { kind: 'key', word: isOwn ? entry.key.span : { start: offset, end: offset } };
}

function inEntry(document: PolicyDocument, bounds: Span, offset: number): Cursor | null {
  const line = lastBefore(document.lines, offset);
  const entry = line && entryAt(document, line.span.start);
  // The lines `if` and `endif` of pattern tables are no entries.
  if (line === null || entry?.line.span.start !== line.span.start) return null;
  const { key, value } = entry;
  if (offset <= key.span.end) return null;
  if (value.trailingComments.some(({ span }) => bounds.start <= span.start && span.start <= offset)) return null;
  const { level } = value;
  if (level === null) return { kind: 'level', word: { start: offset, end: offset } };
  if (offset <= level.span.end) return holds(level.span, offset) ? { kind: 'level', word: level.span } : null;
  const own = value.attributes.find(({ token }) => holds(token.span, offset));
  if (own === undefined) return { kind: 'attribute', word: { start: offset, end: offset }, entry, own: null };
  return inAttribute(entry, own, offset);
}

function inAttribute(entry: PolicyEntry, own: AttributeNode, offset: number): Cursor | null {
  const { token, name, value, braced } = own;
  if (value === null || (name.text !== '' && holds(name.span, offset))) {
    return { kind: 'attribute', word: name.span, entry, own };
  }
  const span = valueSpan(own);
  // In braces the value may go on in another line, where its places can't be counted.
  if (!holds(span, offset) || (braced && span.end - span.start !== value.text.length)) return null;
  const facts = attributeFacts(name.text);
  if (facts === undefined || token.text.startsWith('{') !== braced) return null;
  const separators = separatorsOf(facts.value.kind, entry);
  const { span: word, others } = elementAt(value.text, span.start, offset, separators);
  return { kind: 'value', word, entry, name: facts.name, others };
}

/** Where an attribute's value stands; an empty one, at the end of a physical line, right behind the `=`. */
function valueSpan({ token, name, value, braced }: AttributeNode): Span {
  if (braced && value !== null) return value.span;
  return { start: Math.min(name.span.start + name.text.length + 1, token.span.end), end: token.span.end };
}

/** What separates the elements of an attribute's value; null where the value is one. */
export function separatorsOf(kind: string, { value }: PolicyEntry): RegExp | null {
  if (kind === 'match') return value.meant?.level === 'fingerprint' ? /\|/ : /:/;
  return kind === 'protocols' || kind === 'cipher-names' ? /:/ : null;
}
