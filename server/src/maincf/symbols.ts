import { underHeadings } from '../language/headings';
import type { OutlineItem } from '../language/structure';
import type { MainCfDocument } from './document';

/** Longer values are cut: an outline shows one line. */
const longestDetail = 80;

/** The parameters with their values, under the headings of the file. */
export function mainCfSymbols(document: MainCfDocument, most: number): readonly OutlineItem[] {
  const items = document.parameters.slice(0, most).flatMap(({ name, value, line }): readonly OutlineItem[] => {
    if (name.text === '') return [];
    const detail = value.text.slice(0, longestDetail);
    return [{ name: name.text, detail, kind: 'parameter', span: line.span, nameSpan: name.span, children: [] }];
  });
  return underHeadings(document, items, most);
}
