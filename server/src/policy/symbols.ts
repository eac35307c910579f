import { underHeadings } from '../language/headings';
import type { OutlineItem } from '../language/structure';
import type { PolicyDocument, PolicyEntry } from './document';

/** The entries with their levels, under the headings of the table. Bare keys are listed, too; they have no level yet. */
export function policySymbols(document: PolicyDocument, most: number): readonly OutlineItem[] {
  return underHeadings(document, entrySymbols(document.entries, most), most);
}

/** The first `most` entries, without headings. */
export function entrySymbols(entries: readonly PolicyEntry[], most: number): readonly OutlineItem[] {
  return entries.slice(0, most).flatMap(({ key, value, line }): readonly OutlineItem[] => {
    if (key.text === '') return [];
    const detail = value.level?.text ?? '';
    return [{ name: key.text, detail, kind: 'entry', span: line.span, nameSpan: key.span, children: [] }];
  });
}
