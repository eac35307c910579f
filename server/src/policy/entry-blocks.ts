import { headingTitle } from '../language/headings';
import { readLintComment } from '../language/lint-comment';
import { disableNextLine } from '../language/suppression';
import { trimSpace } from '../text/ascii';
import type { Span } from '../text/span';
import type { PolicyDocument, PolicyEntry } from './document';

/** An entry with the comments that go with it; `span` from the beginning of a physical line to the end of one. */
export interface EntryBlock {
  readonly entry: PolicyEntry;
  readonly span: Span;
}

/**
 * The entries of a table that may change places, in groups: between two groups stands a heading, a comment of its own, or
 * an entry that has to stay.
 *
 * @param within null: all of them; else those that the span reaches into.
 */
export function entryBlocks(
  { text, entries }: PolicyDocument,
  within: Span | null,
): readonly (readonly EntryBlock[])[] {
  const groups: EntryBlock[][] = [];
  let last: Span | null = null;
  for (const entry of entries) {
    // A first line that begins with a blank would go on the line before it, wherever else it stood.
    if (entry.dropped === 'indented') continue;
    const start = blockStart(text, entry.line.span.start);
    if (start === null) continue;
    const span = { start, end: entry.line.span.end };
    if (within !== null && (span.start >= within.end || within.start >= span.end)) continue;
    const group = groups.at(-1);
    const isBeside: boolean = last !== null && trimSpace(text.slice(last.end, span.start)) === '';
    if (group !== undefined && isBeside) group.push({ entry, span });
    else groups.push([{ entry, span }]);
    last = span;
  }
  return groups;
}

/**
 * Where the comments of an entry begin: those on the lines right above, and those about it even above blank lines. Null for
 * one that is cut off from a comment about it, by a heading or the like.
 */
function blockStart(text: string, entryStart: number): number | null {
  let start = entryStart;
  let isBeside = true;
  let isCutOff = false;
  for (let next = entryStart; next > 0; ) {
    const from = next === 1 ? 0 : text.lastIndexOf('\n', next - 2) + 1;
    const line = trimSpace(text.slice(from, next - 1));
    next = from;
    if (line === '') {
      isBeside = false;
      continue;
    }
    if (!line.startsWith('#')) break;
    const kind = kindOf(line);
    if (kind === 'entry' && isCutOff) return null;
    isCutOff ||= kind === 'none' || (kind === 'any' && !isBeside);
    if (isCutOff) continue;
    start = from;
    isBeside = true;
  }
  return start;
}

/** Whether a comment is about the entry below, about whatever is near, or goes with no entry. */
function kindOf(line: string): 'entry' | 'any' | 'none' {
  if (headingTitle(line) !== null) return 'none';
  if (/^#[ \t]*tls-policy-test:/.test(line)) return 'entry';
  const lint = readLintComment({ text: line, span: { start: 0, end: line.length } });
  if (lint === null) return 'any';
  // What is said of the whole file stays where it is.
  return lint.directive.text === disableNextLine ? 'entry' : 'none';
}
