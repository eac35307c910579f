import type { HoverText } from '../language/assistance';
import { holds, lastBefore } from '../text/editor-line';
import { elementAt } from '../text/list-element';
import { parameterOf } from './cursor';
import { describeParameter, describeWord } from './describe';
import type { MainCfDocument, Parameter } from './document';

/** What stands at a place of a main.cf: a parameter, a level, or a parameter that a value refers to. */
export function hoverMainCf(document: MainCfDocument, offset: number): HoverText | null {
  const line = lastBefore(document.lines, offset);
  const parameter = line === null ? undefined : parameterOf(document, line.span.start);
  if (parameter === undefined) return null;
  const { name, value } = parameter;
  if (holds(name.span, offset)) {
    const markdown = describeParameter(document, name.text);
    return markdown === null ? null : { span: name.span, markdown };
  }
  return holds(value.span, offset) ? hoverValue(document, parameter, offset) : null;
}

function hoverValue(document: MainCfDocument, { name, value }: Parameter, offset: number): HoverText | null {
  // A value that goes on in other lines has places that can't be counted.
  if (value.span.end - value.span.start !== value.text.length) return null;
  const { text, span: place } = elementAt(value.text, value.span.start, offset, /[\s,]/);
  const word = describeWord(name.text, text);
  if (word !== null) return { span: place, markdown: word };
  for (const match of value.text.matchAll(/\$(?:\{\w[^{}]*\}|\(\w[^()]*\)|\w+)/g)) {
    const span = { start: value.span.start + match.index, end: value.span.start + match.index + match[0].length };
    if (!holds(span, offset)) continue;
    const markdown = describeParameter(document, /\w+/.exec(match[0])?.[0] ?? '');
    if (markdown !== null) return { span, markdown };
  }
  return null;
}
