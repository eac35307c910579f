import { trimSpace } from '../text/ascii';
import { editorLine } from '../text/editor-line';
import { lineBreakOf } from '../text/logical-lines';
import type { Span, TextEdit } from '../text/span';
import type { Place } from './assistance';
import type { Language, ParseOptions } from './language';
import type { FormatOptions, Structure } from './structure';

/** Formatting while somebody types; everything that it needs of a language. */
export interface TypedLanguage {
  readonly language: Pick<Language, 'parse'>;
  readonly structure: Pick<Structure, 'format'>;
  readonly parseOptions: ParseOptions;
  readonly options: FormatOptions;
}

/** Lines in each direction that are looked at, however long a block of them is. */
const reach = 200;

/**
 * The edits behind a typed character, whose end is the place. The line of the cursor keeps what was typed: nothing is taken
 * away there, and columns are made only where the setting asks for them.
 *
 * A line break takes the blanks off the end of the finished line, and sets its block in columns. A blank behind a key goes
 * on to the column in which the values of its block begin. Columns are the same as those of the whole document.
 */
export function formatOnType(typing: TypedLanguage, place: Place, typed: string): readonly TextEdit[] {
  // Lines that are joined under the fingers of somebody who broke them would be no help.
  const cautious = { ...typing, options: { ...typing.options, continuation: 'keep' } } as const;
  if (typed === '\n') return finishLine(cautious, place);
  return typed === ' ' && typing.options.align ? padKey(cautious, place) : [];
}

function finishLine(
  { language, structure, parseOptions, options }: TypedLanguage,
  { text, offset }: Place,
): readonly TextEdit[] {
  const { line } = text.lines.positionAt(offset);
  if (line === 0) return [];
  const finished = lineAt(text, line - 1);
  const from = blockStart(text, line - 1);
  const block = `${text.slice(from, finished.end)}${lineBreakOf(text)}`;
  const edits = structure.format(language.parse(block, parseOptions), options).map((edit) => moved(edit, from));
  return edits.filter(({ span, newText }) => {
    if (span.end > finished.end) return false;
    const isTrailing = newText === '';
    return isTrailing ? span.start >= finished.start : options.align;
  });
}

function padKey(
  { language, structure, parseOptions, options }: TypedLanguage,
  { text, offset }: Place,
): readonly TextEdit[] {
  const { line } = text.lines.positionAt(offset);
  const own = editorLine(text.lines, offset);
  const [before, behind] = [text.slice(own.start, offset), text.slice(offset, own.end)];
  // Only the first blank behind the key, and only where the value is yet to come.
  if (!/^[^ \t\r\v\f]+ $/.test(before) || trimSpace(behind) !== '') return [];
  const from = blockStart(text, line);
  const value = 'x';
  const block = `${text.slice(from, offset)}${value}${text.slice(own.end, blockEnd(text, line))}\n`;
  const gap = structure
    .format(language.parse(block, parseOptions), options)
    .map((edit) => moved(edit, from))
    .find(({ span }) => span.start === offset - 1 && span.end === offset);
  const blanks = gap?.newText.slice(1) ?? '';
  return blanks === '' ? [] : [{ span: { start: offset, end: offset }, newText: blanks }];
}

function lineAt({ lines }: Place['text'], line: number): Span {
  const start = lines.offsetAt({ line, character: 0 });
  return { start, end: lines.offsetAt({ line, character: Number.MAX_SAFE_INTEGER }) };
}

/** Where the lines begin that no empty line parts from this one. */
function blockStart(text: Place['text'], line: number): number {
  let first = line;
  while (first > 0 && line - first < reach && !isBlank(text, first - 1)) first--;
  return lineAt(text, first).start;
}

function blockEnd(text: Place['text'], line: number): number {
  let last = line;
  while (last + 1 < text.lines.lineCount && last - line < reach && !isBlank(text, last + 1)) last++;
  return lineAt(text, last).end;
}

function isBlank(text: Place['text'], line: number): boolean {
  const { start, end } = lineAt(text, line);
  return trimSpace(text.slice(start, end)) === '';
}

function moved({ span, newText }: TextEdit, by: number): TextEdit {
  return { span: { start: span.start + by, end: span.end + by }, newText };
}
