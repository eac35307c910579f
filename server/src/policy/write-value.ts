import { isSpaceCode } from '../text/ascii';
import { lineBreakOf, physicalLine } from '../text/logical-lines';
import type { Span, TextEdit } from '../text/span';
import { separatorLike } from './columns';
import { deleteWords } from './delete-words';
import type { PolicyDocument, PolicyEntry } from './document';
import type { PolicyAttribute, PolicyValue } from './entry';
import { provenanceMarker } from './provenance';
import type { AttributeNode, Token } from './value-node';

/**
 * The edits that make an entry say this value and nothing else. What needs no change stays as it is written: columns,
 * separators, continuation lines, the order of the attributes. Comments behind the value move to lines of their own above,
 * where `comment` goes too; one that an earlier probe left there goes away, for it tells of other names. A line that Postfix drops for its
 * indentation begins in the first column afterwards.
 */
export function writeValue(
  document: PolicyDocument,
  entry: PolicyEntry,
  value: PolicyValue,
  comment: string | null,
): readonly TextEdit[] {
  const { trailingComments, level } = entry.value;
  const above = [...trailingComments.map(({ text }) => text), ...(comment === null ? [] : [comment])];
  const doomed = new Set(trailingComments.map(({ span }) => span));
  const edits: TextEdit[] = [...head(document, entry, above)];
  if (level === null) {
    const filling = fillIn(document, entry, formatValue(value));
    edits.push(filling);
    // A comment behind a bare key has made room for the value.
    doomed.delete(filling.span);
  } else {
    edits.push(...writeLevel(level, value), ...writeAttributes(document, entry, value.attributes, doomed));
  }
  edits.push(...deleteWords(document, entry, doomed));
  return edits.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** What stands between the line above and the key. */
function head(
  { text, comments }: PolicyDocument,
  { line, key }: PolicyEntry,
  above: readonly string[],
): readonly TextEdit[] {
  const lineBreak = lineBreakOf(text);
  const newText = above.map((each) => each + lineBreak).join('');
  const earlier = comments.find(
    (each) => each.text.startsWith(provenanceMarker) && isDirectlyAbove(text, each.span, line.span),
  );
  const start = earlier === undefined ? line.span.start : physicalLine(text, earlier.span.start).start;
  const span = { start, end: key.span.start };
  return newText === '' && start === key.span.start ? [] : [{ span, newText }];
}

function isDirectlyAbove(text: string, comment: Span, line: Span): boolean {
  return comment.end < line.start && physicalLine(text, comment.end).end === line.start;
}

/** A value behind a key that has none. */
function fillIn(document: PolicyDocument, entry: PolicyEntry, value: string): TextEdit {
  const { key, line, value: node } = entry;
  const [comment] = node.trailingComments;
  if (comment !== undefined) return { span: comment.span, newText: value };
  const [piece] = line.pieces;
  const rest = document.text.slice(key.span.end, piece?.end);
  // Blanks that somebody typed already are the separator that he wants.
  if (rest !== '' && line.pieces.length === 1 && isBlank(rest)) {
    return { span: { start: line.span.end, end: line.span.end }, newText: value };
  }
  const { end } = key.span;
  return { span: { start: end, end }, newText: separatorLike(document, entry) + value };
}

function writeLevel({ text, span }: Token, { level }: PolicyValue): readonly TextEdit[] {
  return text.toLowerCase() === level ? [] : [{ span, newText: level }];
}

/** Adds the words that have to go to `doomed`. */
function writeAttributes(
  document: PolicyDocument,
  entry: PolicyEntry,
  wanted: readonly PolicyAttribute[],
  doomed: Set<Span>,
): readonly TextEdit[] {
  const free = new Set(entry.value.attributes);
  const missing = wanted.filter((attribute) => !take(free, (node) => says(node, attribute)));
  const edits: TextEdit[] = [];
  const isReplaced = (attribute: PolicyAttribute): boolean => {
    const node = find(free, ({ name, value }) => value !== null && name.text.toLowerCase() === attribute.name);
    if (!node) return false;
    free.delete(node);
    edits.push({ span: node.token.span, newText: formatAttribute({ ...attribute, name: node.name.text }) });
    return true;
  };
  const added = missing.filter((attribute) => !isReplaced(attribute));
  for (const node of free) {
    const next = added.shift();
    if (next) edits.push({ span: node.token.span, newText: formatAttribute(next) });
    else doomed.add(node.token.span);
  }
  if (added.length > 0) edits.push(append(document, entry, added));
  return edits;
}

/** Appends in the way in which the last word is separated from the one before: by a blank, a comma or a line of its own. */
function append({ text }: PolicyDocument, { value }: PolicyEntry, added: readonly PolicyAttribute[]): TextEdit {
  const words = [...(value.level ? [value.level] : []), ...value.attributes.map(({ token }) => token)];
  const [last, before] = [words.at(-1), words.at(-2)];
  const end = last?.span.end ?? value.span.end;
  const between = last && before ? text.slice(before.span.end, last.span.start) : '';
  const separator = between === '' || between.includes('#') ? ' ' : between;
  return { span: { start: end, end }, newText: added.map((each) => separator + formatAttribute(each)).join('') };
}

function isBlank(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (!isSpaceCode(text.charCodeAt(index))) return false;
  return true;
}

function says({ name, value }: AttributeNode, attribute: PolicyAttribute): boolean {
  return name.text.toLowerCase() === attribute.name && value?.text === attribute.value;
}

function find<T>(set: ReadonlySet<T>, matches: (item: T) => boolean): T | undefined {
  for (const item of set) if (matches(item)) return item;
  return undefined;
}

/** Takes the first that matches out of a set; false where none does. */
function take<T>(set: Set<T>, matches: (item: T) => boolean): boolean {
  const found = find(set, matches);
  return found !== undefined && set.delete(found);
}

/** Like `formatPolicyValue`, with braces where a value holds blanks or commas (Postfix 3.10). */
function formatValue({ level, attributes }: PolicyValue): string {
  return [level, ...attributes.map(formatAttribute)].join(' ');
}

function formatAttribute(attribute: PolicyAttribute): string {
  const { name, value } = attribute;
  return needsBraces(attribute) ? `{ ${name} = ${value} }` : `${name}=${value}`;
}

function needsBraces({ value }: PolicyAttribute): boolean {
  return /[\s,]/.test(value);
}
