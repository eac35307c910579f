import type { Span, TextEdit } from './span';

/**
 * A text that is edited in several rounds, and how it came out of the one at the beginning: which stretches were kept, and
 * what stands between them.
 */
export interface Changes {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** A stretch of the present text: one of the beginning that was kept, or a text that was put in. */
type Piece = { readonly kept: Span } | { readonly added: string };

export function unchanged(text: string): Changes {
  return { text, pieces: text === '' ? [] : [{ kept: { start: 0, end: text.length } }] };
}

/** Applies edits that refer to the present text and do not overlap. */
export function change({ text, pieces }: Changes, edits: readonly TextEdit[]): Changes {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const reader = createReader(pieces);
  const after: Piece[] = [];
  const texts: string[] = [];
  let position = 0;
  for (const { span, newText } of ordered) {
    if (span.start < position) throw new RangeError(`edits overlap at offset ${span.start}`);
    after.push(...reader.take(span.start - position));
    reader.take(span.end - span.start);
    if (newText !== '') after.push({ added: newText });
    texts.push(text.slice(position, span.start), newText);
    position = span.end;
  }
  after.push(...reader.take(text.length - position));
  texts.push(text.slice(position));
  return { text: texts.join(''), pieces: after };
}

/** One edit of the text at the beginning for each place that differs, in the order of the text. */
export function editsOf({ pieces }: Changes, original: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let position = 0;
  let added = '';
  const finish = (end: number): void => {
    const span = { start: position, end };
    if (original.slice(span.start, span.end) !== added) edits.push({ span, newText: added });
    added = '';
  };
  for (const piece of pieces) {
    if ('added' in piece) {
      added += piece.added;
    } else {
      finish(piece.kept.start);
      position = piece.kept.end;
    }
  }
  finish(original.length);
  return edits;
}

/** Hands out the pieces from the first to the last, cut where need be. */
function createReader(pieces: readonly Piece[]): { take(length: number): readonly Piece[] } {
  let index = 0;
  /** How much of the piece at hand is taken already. */
  let offset = 0;
  return {
    take(length) {
      const taken: Piece[] = [];
      for (let left = length; left > 0; ) {
        const piece = pieces[index];
        if (piece === undefined) throw new RangeError('an edit lies beyond the text');
        const size = Math.min(left, lengthOf(piece) - offset);
        taken.push(slice(piece, offset, offset + size));
        left -= size;
        offset += size;
        if (offset < lengthOf(piece)) continue;
        index += 1;
        offset = 0;
      }
      return taken;
    },
  };
}

function lengthOf(piece: Piece): number {
  return 'added' in piece ? piece.added.length : piece.kept.end - piece.kept.start;
}

function slice(piece: Piece, from: number, to: number): Piece {
  if ('added' in piece) return { added: piece.added.slice(from, to) };
  return { kept: { start: piece.kept.start + from, end: piece.kept.start + to } };
}
