import { physicalLine } from '../text/logical-lines';
import type { Span, TextEdit } from '../text/span';
import type { PolicyDocument, PolicyEntry } from './document';

/**
 * The edits that delete words of a value (its level, attributes, trailing comments, by their spans) with the separators
 * that belong to them: those before a word, or those behind it where only the indentation stands before; the whole line
 * where nothing is left of a continuation line. Comment lines between continuation lines stay.
 */
export function deleteWords(
  document: PolicyDocument,
  entry: PolicyEntry,
  doomed: ReadonlySet<Span>,
): readonly TextEdit[] {
  if (doomed.size === 0) return [];
  const { level, attributes, trailingComments } = entry.value;
  // A line may have very many words, of which few are deleted.
  const reach = reachOf(doomed);
  const pieces = entry.line.pieces
    .map((piece, index) => ({ piece, isFirst: index === 0 }))
    .filter(({ piece }) => reach.start < piece.end && piece.start <= reach.end);
  const [start, end] = [pieces[0]?.piece.start ?? 0, pieces.at(-1)?.piece.end ?? 0];
  const words = [...(level ? [level] : []), ...attributes.map(({ token }) => token), ...trailingComments]
    .map(({ span }) => span)
    .filter((span) => start <= span.start && span.start < end)
    .sort((a, b) => a.start - b.start);
  let next = 0;
  return pieces.flatMap(({ piece, isFirst }) => {
    const from = next;
    while (next < words.length && (words[next]?.start ?? 0) < piece.end) next++;
    const inPiece = words.slice(from, next);
    if (!isFirst && inPiece.length > 0 && inPiece.every((word) => doomed.has(word))) {
      return [{ span: lineWithBreakBefore(document.text, piece, inPiece.at(-1)), newText: '' }];
    }
    return deleteInPiece(inPiece, doomed, isFirst ? entry.key.span.end : null);
  });
}

/** From where the first of some words begins to where the last one does. */
function reachOf(words: ReadonlySet<Span>): Span {
  let [start, end] = [Number.POSITIVE_INFINITY, 0];
  for (const word of words) [start, end] = [Math.min(start, word.start), Math.max(end, word.start)];
  return { start, end };
}

/** `kept` is the end of what stays before the first word; null where that is indentation. */
function deleteInPiece(words: readonly Span[], doomed: ReadonlySet<Span>, kept: number | null): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let last = kept;
  words.forEach((word, index) => {
    if (!doomed.has(word)) last = word.end;
    else if (last === null) {
      const next = words[index + 1];
      edits.push({ span: { start: word.start, end: next?.start ?? word.end }, newText: '' });
    } else {
      edits.push({ span: { start: last, end: word.end }, newText: '' });
      last = word.end;
    }
  });
  return edits;
}

/** The line break before goes rather than the one behind, which the last line of a file may not have. */
function lineWithBreakBefore(text: string, piece: Span, lastWord: Span | undefined): Span {
  const { start } = physicalLine(text, piece.start);
  return { start: start - (text[start - 2] === '\r' ? 2 : 1), end: Math.max(piece.end, lastWord?.end ?? 0) };
}
