import { skipSpace, trimSpace } from '../text/ascii';
import { type CommentLine, physicalLine } from '../text/logical-lines';
import type { TextEdit } from '../text/span';
import { deleteEntry } from './delete-entry';
import type { PolicyDocument, PolicyEntry } from './document';
import { parseLine } from './parse';

/** How a comment begins that stages an entry: `# candidate since=2026-11-01 by=hostmaster: example.org secure`. */
const marker = /^#[ \t]*candidate[ \t]+since=/;
const shape = /^#[ \t]*candidate[ \t]+since=(\S*?)(?:[ \t]+by=([^\s:]+))?[ \t]*:(.*)$/s;

/**
 * An entry that waits in a comment: Postfix ignores it, `verify` looks at it with the rest, and once it has held for long enough a
 * person, or `verify --promote`, puts it in force.
 */
export interface Candidate {
  readonly comment: CommentLine;
  /** `2026-11-01`. */
  readonly since: string;
  /** Who staged it; null where nobody says so. */
  readonly by: string | null;
  /** Its line and spans stand in the document. */
  readonly entry: PolicyEntry;
  /** As it would be written. */
  readonly text: string;
}

export type CandidateProblem = 'shape' | 'date' | 'entry' | 'place';

/** What is wrong with a comment that means to stage an entry; null for a comment of another kind. */
export function readCandidate(
  comment: CommentLine,
  document: Pick<PolicyDocument, 'tableType' | 'hasPatterns' | 'lines'>,
): Candidate | { readonly problem: CandidateProblem } | null {
  if (!marker.test(comment.text)) return null;
  const [, since = '', by = null, rest] = shape.exec(comment.text) ?? [];
  if (rest === undefined) return { problem: 'shape' };
  if (!isDate(since)) return { problem: 'date' };
  const isInside = document.lines.some(
    ({ span: { start, end } }) => start < comment.span.start && comment.span.end < end,
  );
  if (isInside) return { problem: 'place' };
  const text = trimSpace(rest);
  const start = comment.span.start + skipSpace(comment.text, comment.text.length - rest.length);
  const span = { start, end: start + text.length };
  const entry = parseLine({ span, text, pieces: [span], indented: false }, document);
  if (entry?.dropped !== null || entry.value.value === null) return { problem: 'entry' };
  return { comment, since, by, entry, text };
}

/** The well-formed ones, in the order of the table. */
export function candidatesOf(document: PolicyDocument): readonly Candidate[] {
  return document.comments.flatMap((comment) => {
    const found = readCandidate(comment, document);
    return found !== null && 'entry' in found ? [found] : [];
  });
}

/** The entry that goes when a candidate is put in force, since it has its key; null without one. */
export function entryInPlaceOf(
  { entries, hasPatterns }: PolicyDocument,
  { entry: { key } }: Candidate,
): PolicyEntry | null {
  if (hasPatterns) return null;
  return entries.find((each) => each.dropped === null && each.key.folded === key.folded) ?? null;
}

/** The edits that put it in force, in the place of the entry that has its key; in the order of the text. */
export function promote(
  document: PolicyDocument,
  { comment, text }: Candidate,
  inItsPlace: PolicyEntry | null,
): readonly TextEdit[] {
  // Blanks before the comment would make its entry a part of the line above.
  const { start } = physicalLine(document.text, comment.span.start);
  const written = { span: { start, end: comment.span.end }, newText: text };
  const gone = inItsPlace === null ? [] : deleteEntry(document, inItsPlace);
  return [written, ...gone].sort((first, second) => first.span.start - second.span.start);
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
