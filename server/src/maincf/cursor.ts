import type { Place } from '../language/assistance';
import { isSpaceCode, skipSpace } from '../text/ascii';
import { editorLine, holds, lastBefore, within } from '../text/editor-line';
import type { Span } from '../text/span';
import type { MainCfDocument, Parameter } from './document';

/** What a person is writing at a place of a main.cf; `word` is what a completion takes the place of. */
export type Cursor =
  | {
      readonly kind: 'name';
      readonly word: Span /** The parameter whose name it is, where one stands there. */;
      readonly own: Parameter | null;
    }
  /** A name behind `$`, `${` or `$(`. */
  | { readonly kind: 'reference'; readonly word: Span }
  | {
      readonly kind: 'value';
      readonly word: Span;
      readonly parameter: Parameter /** Whether it is the whole value. */;
      readonly isWhole: boolean;
    };

/** Null where nothing is to be completed: in comments, and behind a name that has no `=` yet. */
export function cursorAt(document: MainCfDocument, { text, offset: place }: Place): Cursor | null {
  const bounds = editorLine(text.lines, place);
  // No editor's cursor stands within a line break.
  const offset = Math.min(place, bounds.end);
  const comment = lastBefore(document.comments, offset);
  if (comment !== null && holds(comment.span, offset)) return null;
  const line = lastBefore(document.lines, offset);
  const before = text.slice(bounds.start, offset);
  const isContinued = before !== '' && isSpaceCode(before.charCodeAt(0));
  const parameter = line === null ? undefined : parameterOf(document, line.span.start);
  if (!isContinued && (parameter === undefined || parameter.line.span.start < bounds.start || before === '')) {
    return atName(before === '' ? parameterOf(document, offset) : parameter, bounds, offset);
  }
  if (parameter === undefined) return null;
  if (!isContinued && holds(parameter.name.span, offset)) return atName(parameter, bounds, offset);
  if (parameter.defect === 'missing-equals' || parameter.defect === 'missing-name') return null;
  return inValue(parameter, text.slice(bounds.start, bounds.end), bounds, offset, isContinued);
}

/** The parameter whose logical line begins at an offset. */
export function parameterOf({ parameters }: MainCfDocument, start: number): Parameter | undefined {
  let low = 0;
  let high = parameters.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parameters[middle]?.line.span.start ?? Number.POSITIVE_INFINITY) < start) low = middle + 1;
    else high = middle;
  }
  const found = parameters[low];
  return found?.line.span.start === start ? found : undefined;
}

function atName(parameter: Parameter | undefined, bounds: Span, offset: number): Cursor {
  const own = parameter !== undefined && holds(parameter.name.span, offset) ? parameter : null;
  const word = own === null ? { start: offset, end: offset } : within(own.name.span, bounds);
  return { kind: 'name', word, own };
}

function inValue(
  parameter: Parameter,
  line: string,
  bounds: Span,
  offset: number,
  isContinued: boolean,
): Cursor | null {
  const at = offset - bounds.start;
  const equals = isContinued ? -1 : line.indexOf('=');
  if (!isContinued && (equals < 0 || at <= equals)) return null;
  const isEnd = (character: string): boolean => character === ',' || isSpaceCode(character.charCodeAt(0));
  let from = at;
  while (from > equals + 1 && !isEnd(line.charAt(from - 1))) from--;
  let to = at;
  while (to < line.length && !isEnd(line.charAt(to))) to++;
  const reference = /\$[{(]?(\w*)$/.exec(line.slice(from, at));
  if (reference !== null) {
    const rest = /^\w*/.exec(line.slice(at, to))?.[0].length ?? 0;
    const start = offset - (reference[1]?.length ?? 0);
    return { kind: 'reference', word: { start, end: offset + rest } };
  }
  const isFirst = !isContinued && skipSpace(line, equals + 1, from) === from;
  const isWhole = isFirst && skipSpace(line, to) === line.length;
  return { kind: 'value', word: { start: bounds.start + from, end: bounds.start + to }, parameter, isWhole };
}
