import { skipSpace } from '../text/ascii';
import { spanInLine } from '../text/logical-lines';
import type { Span } from '../text/span';
import type { PolicyDocument } from './document';
import { lineKind } from './pattern-parts';

/** An `if` and its `endif` (regexp_table(5)), each where the word stands. */
export interface Block {
  readonly span: Span;
  readonly opening: Span;
  readonly closing: Span;
}

/** The blocks of a pattern table, each behind those inside of it; a word without the other makes none. */
export function blocksIn({ lines, hasPatterns }: PolicyDocument): readonly Block[] {
  if (!hasPatterns) return [];
  const blocks: Block[] = [];
  const open: { readonly start: number; readonly opening: Span }[] = [];
  for (const line of lines) {
    if (line.indented) continue;
    const { text, span } = line;
    const kind = lineKind(text);
    if (kind !== 'if' && kind !== 'endif') continue;
    const from = skipSpace(text, 0);
    const word = spanInLine(line, from, from + kind.length);
    if (kind === 'if') open.push({ start: span.start, opening: word });
    const block = kind === 'endif' ? open.pop() : undefined;
    if (block !== undefined) {
      blocks.push({ span: { start: block.start, end: span.end }, opening: block.opening, closing: word });
    }
  }
  return blocks;
}
