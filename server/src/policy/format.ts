import { type Gap, gapOf, hasNul, inOrder, setColumns, tidyBlanks } from '../language/format-lines';
import type { FormatOptions } from '../language/structure';
import { skipSpace } from '../text/ascii';
import type { TextEdit } from '../text/span';
import { styleContinuation } from './continuations';
import type { PolicyDocument, PolicyEntry } from './document';
import { readPattern } from './pattern-parts';

/**
 * Formats a policy table: what stands between keys and values, blanks at the end of lines and of the file, and, if wanted,
 * the lines in which entries go on. Lines that
 * Postfix drops stay as they are, since nobody knows what they shall become.
 */
export function formatPolicy(document: PolicyDocument, options: FormatOptions): readonly TextEdit[] {
  const { text, entries } = document;
  const dropped = new Set(entries.filter((entry) => entry.dropped !== null).map(({ line }) => line.span.start));
  const continued = entries.map((entry) => styleContinuation(document, entry, options.continuation));
  const gaps = entries.flatMap((entry, index) => continued[index]?.gap ?? gapBehindKey(entry, document) ?? []);
  return inOrder([
    ...continued.flatMap(({ edits }) => edits),
    ...tidyBlanks(document, (line) => line.indented || dropped.has(line.span.start)),
    ...setColumns(text, gaps, options),
  ]);
}

/** The blanks between key and value; null where they stay, for their line is broken, or the value stands on another. */
function gapBehindKey({ line, key, dropped }: PolicyEntry, { tableType }: PolicyDocument): Gap | null {
  if (dropped !== null || hasNul(line)) return null;
  const { kind, text } = key;
  const isSure = kind === 'pattern' ? isSurePattern(text, tableType !== null) : isSureKey(kind, text);
  return isSure ? gapOf(line, text.length, skipSpace(line.text, text.length)) : null;
}

/** Quotes and escapes may hide where a key ends, and what looks like none may be a pattern of a table not known to be one. */
function isSureKey(kind: PolicyEntry['key']['kind'], text: string): boolean {
  return kind !== 'other' && !/["\\]/.test(text);
}

/** Where nobody said that the table has patterns, Postfix may read it as one of keys, which end at the first blank. */
function isSurePattern(text: string, isStated: boolean): boolean {
  const { patterns } = readPattern(text, 0);
  const isClosed = patterns.length > 0 && patterns.every((pattern) => pattern.isClosed);
  return isClosed && (isStated || !/["\s]/.test(text));
}
