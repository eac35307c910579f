import { isSpaceCode, skipSpace } from '../text/ascii';
import { type LogicalLine, spanInLine } from '../text/logical-lines';
import type { Word } from './document';

/** A word that knows where it stands in the text of its line. */
export interface LineWord extends Word {
  readonly from: number;
  readonly to: number;
}

/** An empty word stands behind what comes before it, on the same line of the document. */
export function wordBetween(line: LogicalLine, from: number, to: number): LineWord {
  const text = line.text.slice(from, to);
  if (text !== '' || from === 0) return { text, span: spanInLine(line, from, to), from, to };
  const { end } = spanInLine(line, from - 1, from);
  return { text, span: { start: end, end }, from, to };
}

/**
 * The words of a line: its first `plain` ones end at the next blank, as mystrtok() reads them, and the others at the next
 * blank outside of braces, as mystrtokq() does.
 */
export function splitWords(line: LogicalLine, plain: number): readonly LineWord[] {
  const { text } = line;
  const words: LineWord[] = [];
  for (let from = skipSpace(text, 0); from < text.length; from = skipSpace(text, from)) {
    const to = wordEnd(text, from, words.length >= plain);
    words.push(wordBetween(line, from, to));
    from = to;
  }
  return words;
}

function wordEnd(text: string, from: number, heedsBraces: boolean): number {
  let depth = 0;
  let position = from;
  for (; position < text.length; position++) {
    const character = text[position];
    if (heedsBraces && character === '{') depth++;
    else if (heedsBraces && character === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0 && isSpaceCode(text.charCodeAt(position))) break;
  }
  return position;
}

/** What an argument stands for once the braces around it are taken off, as extpar() does, and what was wrong with those. */
export interface Bare {
  readonly from: number;
  readonly to: number;
  readonly defect: 'missing-brace' | 'text-behind-brace' | null;
}

export function withoutBraces(text: string, { from, to }: Pick<LineWord, 'from' | 'to'>): Bare {
  if (text[from] !== '{') return { from, to, defect: null };
  const close = closingBrace(text, from, to);
  const end = close ?? to;
  const start = skipSpace(text, from + 1, end);
  let stop = end;
  while (stop > start && isSpaceCode(text.charCodeAt(stop - 1))) stop--;
  const defect = close === null ? 'missing-brace' : close + 1 < to ? 'text-behind-brace' : null;
  return { from: start, to: stop, defect };
}

function closingBrace(text: string, open: number, to: number): number | null {
  let depth = 0;
  for (let position = open; position < to; position++) {
    if (text[position] === '{') depth++;
    else if (text[position] === '}' && --depth === 0) return position;
  }
  return null;
}
