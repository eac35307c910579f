import { type Gap, hasNul } from '../language/format-lines';
import type { ContinuationStyle } from '../language/structure';
import { skipSpace, trimSpace } from '../text/ascii';
import type { Span, TextEdit } from '../text/span';
import type { PolicyDocument, PolicyEntry } from './document';

/** Blanks before a line that goes on with an entry. */
const indentation = '    ';
/** A longer line is not made out of several. */
const longestLine = 120;

/** How an entry that goes on in further lines is written. */
export interface Continued {
  readonly edits: readonly TextEdit[];
  /** What stands between the key and the value of an entry that is joined there; null where both stand on one line. */
  readonly gap: Gap | null;
}

const asItIs: Continued = { edits: [], gap: null };

/**
 * Writes the lines of an entry in a style. Postfix stores the blanks before such a line with the value, and skips them when
 * it reads that. Values with mistakes or braces stay as they are: the former may be entries by mistake.
 */
export function styleContinuation(document: PolicyDocument, entry: PolicyEntry, style: ContinuationStyle): Continued {
  const { line, key, value } = entry;
  const isSound = value.value !== null && !document.hasPatterns && !/[{}"\\]/.test(line.text) && !hasNul(line);
  if (style === 'keep' || line.pieces.length < 2 || !isSound) return asItIs;
  const { text } = document;
  if (style === 'indent') return { edits: line.pieces.slice(1).flatMap((piece) => indent(text, piece)), gap: null };
  // Where a key ends that is none is not sure, and so it is not placed in columns, either.
  const breaks = key.kind === 'other' ? null : breaksIn(text, line.pieces);
  if (breaks === null || joinedLength(text, line.pieces) > longestLine) return asItIs;
  const [first, ...others] = breaks;
  const isKeyAlone = first?.start === line.span.start + key.text.length;
  const joined = isKeyAlone ? others : breaks;
  return {
    edits: joined.map((span) => ({ span, newText: ' ' })),
    gap: first !== undefined && isKeyAlone ? { span: first, lineStart: line.span.start } : null,
  };
}

function indent(text: string, { start, end }: Span): readonly TextEdit[] {
  const span = { start, end: skipSpace(text, start, end) };
  return text.slice(span.start, span.end) === indentation ? [] : [{ span, newText: indentation }];
}

/** What stands between the words of two lines that follow each other; null where a comment or an empty line does. */
function breaksIn(text: string, pieces: readonly Span[]): readonly Span[] | null {
  const breaks: Span[] = [];
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    if (before === undefined) continue;
    if (!/^\r?\n$/.test(text.slice(before.end, piece.start))) return null;
    const start = before.start + endOf(text.slice(before.start, before.end));
    breaks.push({ start, end: skipSpace(text, piece.start, piece.end) });
  }
  return breaks;
}

function joinedLength(text: string, pieces: readonly Span[]): number {
  const words = pieces.map(({ start, end }) =>
    trimSpace(text.slice(start, end))
      .split(/[ \t]+/)
      .join(' '),
  );
  return words.join(' ').length;
}

/** Where the last word of a text ends. */
function endOf(text: string): number {
  let end = text.length;
  while (end > 0 && ' \t\r\v\f'.includes(text.charAt(end - 1))) end--;
  return end;
}
