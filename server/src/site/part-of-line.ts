import type { LogicalLine } from '../text/logical-lines';

/** The part [from, to) of a logical line's text as a logical line of its own, in its places in the document. */
export function partOfLine({ text, pieces }: LogicalLine, from: number, to: number): LogicalLine {
  let before = 0;
  const own = pieces.flatMap(({ start, end }) => {
    const [first, last] = [Math.max(0, from - before), Math.min(end - start, to - before)];
    before += end - start;
    return first < last ? [{ start: start + first, end: start + last }] : [];
  });
  const [start, end] = [own[0]?.start ?? 0, own.at(-1)?.end ?? 0];
  return { text: text.slice(from, to), span: { start, end }, pieces: own, indented: false };
}
