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
  const words = [...(level ? [level] : []), ...attributes.map(({ token }) => token), ...trailingComments]
    .map(({ span }) => span)
    .sort((a, b) => a.start - b.start);
  return entry.line.pieces.flatMap((piece, index) => {
    const inPiece = words.filter(({ start }) => piece.start <= start && start < piece.end);
    const isFirst = index === 0;
    if (!isFirst && inPiece.length > 0 && inPiece.every((word) => doomed.has(word))) {
      return [{ span: lineWithBreakBefore(document.text, piece, inPiece.at(-1)), newText: '' }];
    }
    return deleteInPiece(inPiece, doomed, isFirst ? entry.key.span.end : null);
  });
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
