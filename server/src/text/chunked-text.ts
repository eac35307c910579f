import type { LineIndex } from './line-index';
import type { TextEdit } from './span';
import type { TextSource } from './text-source';

/**
 * A text in chunks, so that an edit of a big one neither copies it nor counts its lines again. It never changes: an edit
 * makes another one that shares what it did not touch.
 */
export interface ChunkedText extends TextSource {
  readonly lines: LineIndex;
  edit(edit: TextEdit): ChunkedText;
}

/** A part of the text that begins where a line begins, and ends behind a line feed unless it is the last one. */
interface Chunk {
  readonly text: string;
  /** Where its lines begin, from its own beginning; the first is 0. */
  readonly starts: readonly number[];
}

/** Characters of a chunk: about what the copying of one costs as much as the counting of all. */
const targetLength = 32_768;

export function chunkedText(text: string): ChunkedText {
  return new Chunks(split(text));
}

class Chunks implements ChunkedText {
  readonly length: number;
  readonly lineCount: number;
  readonly #chunks: readonly Chunk[];
  /** The offset and the line at which each chunk begins. */
  readonly #offsets: readonly number[];
  readonly #firstLines: readonly number[];
  #whole: string | undefined;

  constructor(chunks: readonly Chunk[]) {
    const offsets: number[] = [];
    const firstLines: number[] = [];
    let [length, lines] = [0, 0];
    for (const { text, starts } of chunks) {
      offsets.push(length);
      firstLines.push(lines);
      length += text.length;
      lines += starts.length;
    }
    this.#chunks = chunks;
    this.#offsets = offsets;
    this.#firstLines = firstLines;
    this.length = length;
    this.lineCount = lines;
  }

  get lines(): LineIndex {
    return this;
  }

  slice(start: number, end: number): string {
    const [first, last] = [this.#chunkAt(start), this.#chunkAt(end)];
    if (first === last) return this.#part(first, start, end);
    const middle = this.#chunks.slice(first + 1, last).map(({ text }) => text);
    return [this.#part(first, start, this.length), ...middle, this.#part(last, 0, end)].join('');
  }

  toString(): string {
    this.#whole ??= this.#chunks.map(({ text }) => text).join('');
    return this.#whole;
  }

  edit({ span, newText }: TextEdit): ChunkedText {
    const first = this.#chunkAt(span.start);
    let last = this.#chunkAt(span.end);
    let text = this.#part(first, 0, span.start) + newText + this.#part(last, span.end, this.length);
    // Without its line feed a chunk runs on into the next one.
    while (!text.endsWith('\n') && last + 1 < this.#chunks.length) text += this.#chunks[++last]?.text ?? '';
    const isLast = last === this.#chunks.length - 1;
    return new Chunks([...this.#chunks.slice(0, first), ...split(text, isLast), ...this.#chunks.slice(last + 1)]);
  }

  positionAt(offset: number): { line: number; character: number } {
    const index = this.#chunkAt(offset);
    const { text, starts } = this.#chunk(index);
    const inside = Math.min(Math.max(0, offset - this.#offset(index)), text.length);
    const line = lastAtOrBelow(starts, inside);
    const character = Math.min(inside, contentEnd(text, starts, line)) - (starts[line] ?? 0);
    return { line: (this.#firstLines[index] ?? 0) + line, character };
  }

  offsetAt({ line, character }: { line: number; character: number }): number {
    if (line < 0) return 0;
    if (line >= this.lineCount) return this.length;
    const index = lastAtOrBelow(this.#firstLines, line);
    const { text, starts } = this.#chunk(index);
    const own = line - (this.#firstLines[index] ?? 0);
    return this.#offset(index) + Math.min((starts[own] ?? 0) + Math.max(0, character), contentEnd(text, starts, own));
  }

  #chunk(index: number): Chunk {
    return this.#chunks[index] ?? emptyChunk;
  }

  #offset(index: number): number {
    return this.#offsets[index] ?? 0;
  }

  #chunkAt(offset: number): number {
    return lastAtOrBelow(this.#offsets, offset);
  }

  /** What of a chunk lies between two offsets of the whole text. */
  #part(index: number, start: number, end: number): string {
    const offset = this.#offset(index);
    return this.#chunk(index).text.slice(Math.max(0, start - offset), Math.max(0, end - offset));
  }
}

const emptyChunk: Chunk = { text: '', starts: [0] };
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Splits behind line feeds. The last chunk of a text may be empty: it is the line behind the last line feed. */
function split(text: string, isLast = true): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  while (from < text.length) {
    const lineBreak = text.length - from < targetLength * 2 ? -1 : text.indexOf('\n', from + targetLength);
    const to = lineBreak < 0 ? text.length : lineBreak + 1;
    chunks.push(makeChunk(text.slice(from, to)));
    from = to;
  }
  if (!isLast) return chunks;
  const last = chunks.at(-1);
  if (last === undefined) return [emptyChunk];
  if (!last.text.endsWith('\n')) return chunks;
  return [...chunks, emptyChunk];
}

function makeChunk(text: string): Chunk {
  const starts = [0];
  for (let position = 0; position < text.length - 1; position++) {
    const code = text.charCodeAt(position);
    if (code === carriageReturn && text.charCodeAt(position + 1) === lineFeed) continue;
    if (code === lineFeed || code === carriageReturn) starts.push(position + 1);
  }
  // A carriage return at the very end begins a last, empty line; a line feed there ends the chunk.
  if (text.charCodeAt(text.length - 1) === carriageReturn) starts.push(text.length);
  return { text, starts };
}

/** Where a line's content ends, without its line break. */
function contentEnd(text: string, starts: readonly number[], line: number): number {
  const start = starts[line] ?? 0;
  let end = starts[line + 1] ?? text.length;
  const endsInBreak = line + 1 < starts.length || text.charCodeAt(end - 1) === lineFeed;
  if (!endsInBreak) return end;
  if (end > start && text.charCodeAt(end - 1) === lineFeed) end--;
  if (end > start && text.charCodeAt(end - 1) === carriageReturn) end--;
  return end;
}

/** The index of the last number that is not above the limit, in an ascending list that begins with 0. */
function lastAtOrBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? Number.POSITIVE_INFINITY) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
