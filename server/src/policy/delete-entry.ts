import { physicalLine } from '../text/logical-lines';
import type { TextEdit } from '../text/span';
import type { PolicyDocument, PolicyEntry } from './document';

/** The edits that take an entry out. Comments stay, those inside a continued line, too. */
export function deleteEntry({ text }: PolicyDocument, { line }: PolicyEntry): readonly TextEdit[] {
  return line.pieces.map(({ start }) => ({ span: physicalLine(text, start), newText: '' }));
}
