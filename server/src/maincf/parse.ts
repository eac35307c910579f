import { isSpaceCode, skipSpace } from '../text/ascii';
import { type LogicalLine, spanInLine, splitLogicalLines } from '../text/logical-lines';
import type { MainCfDocument, Parameter, Word } from './document';

/** Parses a main.cf as dict_load_fp() and split_nameval() of Postfix do. Never fails. */
export function parseMainCf(text: string): MainCfDocument {
  const { lines, comments } = splitLogicalLines(text);
  const parameters = lines.map(parseParameter);
  const effective = new Map<string, Parameter>();
  for (const parameter of parameters) if (parameter.defect === null) effective.set(parameter.name.text, parameter);
  return { text, lines, comments, parameters, effective };
}

function parseParameter(line: LogicalLine): Parameter {
  const { text } = line;
  const nameFrom = skipSpace(text, 0);
  let nameTo = nameFrom;
  while (nameTo < text.length && text[nameTo] !== '=' && !isSpaceCode(text.charCodeAt(nameTo))) nameTo++;
  const equals = skipSpace(text, nameTo);
  const hasEquals = text[equals] === '=';
  const valueFrom = hasEquals ? skipSpace(text, equals + 1) : text.length;
  const valueTo = Math.max(valueFrom, endWithoutSpace(text));
  return {
    line,
    name: word(line, nameFrom, nameTo),
    value: valueFrom < valueTo ? word(line, valueFrom, valueTo) : emptyValue(line, hasEquals ? equals + 1 : nameTo),
    defect: defectOf(line, nameTo > nameFrom, hasEquals),
  };
}

function defectOf(line: LogicalLine, hasName: boolean, hasEquals: boolean): Parameter['defect'] {
  if (line.indented) return 'indented';
  if (!hasName) return 'missing-name';
  return hasEquals ? null : 'missing-equals';
}

function word(line: LogicalLine, from: number, to: number): Word {
  return { text: line.text.slice(from, to), span: spanInLine(line, from, to) };
}

function emptyValue(line: LogicalLine, end: number): Word {
  const offset = end === 0 ? line.span.start : spanInLine(line, end - 1, end).end;
  return { text: '', span: { start: offset, end: offset } };
}

function endWithoutSpace(text: string): number {
  let end = text.length;
  while (end > 0 && isSpaceCode(text.charCodeAt(end - 1))) end--;
  return end;
}
