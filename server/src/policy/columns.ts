import type { PolicyDocument, PolicyEntry } from './document';

/** Entries that are looked at in each direction for the columns of a block. */
const reach = 20;
/** Columns that a tab goes to, as Postfix's own documentation and most editors have it. */
const tabWidth = 8;

/**
 * What to write between a key and the value that it gets: as the entries around it do, whose columns it continues. One
 * blank where they have none, or where no other entry stands in the same block of lines.
 */
export function separatorLike(document: PolicyDocument, entry: PolicyEntry): string {
  const model = neighbour(document, entry);
  if (model === undefined) return ' ';
  const separator = separatorOf(document, model);
  if (separator === ' ') return ' ';
  const target = widthOf(model.key.text, 0) + widthOf(separator, widthOf(model.key.text, 0));
  return padTo(target, widthOf(entry.key.text, 0), separator.includes('\t'));
}

/** The nearest entry of the same block whose value stands on the line of its key: above, else below. */
function neighbour(document: PolicyDocument, entry: PolicyEntry): PolicyEntry | undefined {
  const { entries } = document;
  const index = entries.indexOf(entry);
  const above = entries.slice(Math.max(0, index - reach), index).reverse();
  const below = entries.slice(index + 1, index + 1 + reach);
  return [...inBlock(document, entry, above), ...inBlock(document, entry, below)].find((other) =>
    /^[ \t]+$/.test(separatorOf(document, other)),
  );
}

/** The entries that no blank line separates from the first. */
function inBlock({ text }: PolicyDocument, first: PolicyEntry, others: readonly PolicyEntry[]): readonly PolicyEntry[] {
  const found: PolicyEntry[] = [];
  let last = first;
  for (const other of others) {
    const [before, after] = other.line.span.start < last.line.span.start ? [other, last] : [last, other];
    if (/\n[^\S\n]*\n/.test(text.slice(before.line.span.end, after.line.span.start))) break;
    found.push(other);
    last = other;
  }
  return found;
}

function separatorOf({ text }: PolicyDocument, { key, value }: PolicyEntry): string {
  return value.level === null ? '' : text.slice(key.span.end, value.level.span.start);
}

/** Columns that a text takes when it begins at a column. */
function widthOf(text: string, column: number): number {
  let width = 0;
  for (const character of text) width += character === '\t' ? tabWidth - ((column + width) % tabWidth) : 1;
  return width;
}

function padTo(target: number, column: number, withTabs: boolean): string {
  if (!withTabs) return ' '.repeat(Math.max(1, target - column));
  const tabs = Math.ceil((target - column) / tabWidth);
  return '\t'.repeat(Math.max(1, tabs));
}
