import type { MainCfDocument, Parameter } from '../../maincf/document';
import type { Override } from '../../mastercf/document';
import { physicalLine } from '../../text/logical-lines';
import type { TextEdit } from '../../text/span';

/** Takes a parameter out, and leaves comments between its lines. */
export function deleteParameter({ text }: MainCfDocument, { line }: Parameter): readonly TextEdit[] {
  return line.pieces.map(({ start }) => ({ span: physicalLine(text, start), newText: '' }));
}

/** Writes another setting in the place of a parameter. */
export function replaceParameter({ text }: MainCfDocument, { line }: Parameter, newText: string): readonly TextEdit[] {
  const [first, ...others] = line.pieces;
  if (first === undefined) return [];
  return [{ span: first, newText }, ...others.map(({ start }) => ({ span: physicalLine(text, start), newText: '' }))];
}

/** Takes an option of a service out: with its line where it has one of its own. */
export function deleteOverride(text: string, { span }: Override): TextEdit {
  const line = physicalLine(text, span.start);
  const isAlone = text.slice(line.start, span.start).trim() === '' && text.slice(span.end, line.end).trim() === '';
  if (isAlone && line.start > 0) return { span: line, newText: '' };
  const before = /\s*$/.exec(text.slice(0, span.start))?.[0].length ?? 0;
  return { span: { start: span.start - before, end: span.end }, newText: '' };
}
