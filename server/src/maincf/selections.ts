import { selectionsAround } from '../language/selections';
import { isSpaceCode } from '../text/ascii';
import { holds, lastBefore } from '../text/editor-line';
import type { Span } from '../text/span';
import { parameterOf } from './cursor';
import type { MainCfDocument } from './document';

/** Word, element of a list, value, parameter, and what lies around that. */
export function mainCfSelections(document: MainCfDocument, offset: number): readonly Span[] {
  const line = lastBefore(document.lines, offset);
  const parameter = line === null || !holds(line.span, offset) ? undefined : parameterOf(document, line.span.start);
  if (parameter === undefined) return selectionsAround(document, offset, []);
  const { name, value } = parameter;
  const element = holds(value.span, offset) ? elementAround(document.text, value.span, offset) : null;
  return selectionsAround(document, offset, [name.span, element, value.span]);
}

/** Between the commas and the white space around an offset. */
function elementAround(text: string, within: Span, offset: number): Span {
  const isEnd = (at: number): boolean => text[at] === ',' || isSpaceCode(text.charCodeAt(at));
  let { start, end } = { start: offset, end: offset };
  while (start > within.start && !isEnd(start - 1)) start--;
  while (end < within.end && !isEnd(end)) end++;
  return { start, end };
}
