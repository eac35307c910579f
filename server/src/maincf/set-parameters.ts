import { lineBreakOf } from '../text/logical-lines';
import type { TextEdit } from '../text/span';
import type { MainCfDocument, Parameter } from './document';
import { isTemplated } from './templates';

/** What a parameter is to be. */
export type Setting = readonly [name: string, value: string];

/**
 * The edits that give parameters other values: in the line that counts where the file sets them, else in a line of their own
 * behind the last parameter of the same kind. Null where a template writes one of the lines.
 */
export function setParameters(document: MainCfDocument, settings: readonly Setting[]): readonly TextEdit[] | null {
  const known = settings.map(([name]) => document.effective.get(name));
  if (known.some((parameter) => parameter !== undefined && isTemplated(parameter))) return null;
  const added = settings.filter((_, index) => known[index] === undefined);
  const changes = settings.flatMap(([, value], index): TextEdit[] => {
    const parameter = known[index];
    return parameter === undefined ? [] : [replaceValue(parameter, value)];
  });
  return added.length === 0 ? changes : [...changes, insertLines(document, added)];
}

function replaceValue({ value }: Parameter, text: string): TextEdit {
  return { span: value.span, newText: value.text === '' ? ` ${text}` : text };
}

function insertLines(document: MainCfDocument, settings: readonly Setting[]): TextEdit {
  const { text, parameters } = document;
  const lineBreak = lineBreakOf(text);
  const lines = settings.map(([name, value]) => `${name} = ${value}`).join(lineBreak);
  const family = /^[a-z]+_(?:tls_)?/.exec(settings[0]?.[0] ?? '')?.[0] ?? '';
  const sound = parameters.filter(({ defect }) => defect === null);
  const above = sound.findLast(({ name }) => name.text.startsWith(family)) ?? sound.at(-1);
  if (above === undefined) return { span: { start: text.length, end: text.length }, newText: `${lines}${lineBreak}` };
  const { end } = above.line.span;
  return { span: { start: end, end }, newText: `${lineBreak}${lines}` };
}
