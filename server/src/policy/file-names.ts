import type { FileName } from '../language/file-names';
import type { PolicyDocument } from './document';
import { entryAt } from './find';

const attribute = 'tafile=';

/** The files of trust anchors that entries name by absolute paths (`tafile=`), in the order of the text. */
export function policyFileNames(document: PolicyDocument): readonly FileName[] {
  const { text } = document;
  const found: FileName[] = [];
  // Few entries name one, so a long list is not read as a whole.
  for (let at = text.indexOf(attribute); at >= 0; at = text.indexOf(attribute, at + 1)) {
    const start = at + attribute.length;
    const named = entryAt(document, start)?.value.attributes.find(({ value }) => value?.span.start === start);
    if (named?.value?.text.startsWith('/') === true) found.push({ path: named.value.text, span: named.value.span });
  }
  return found;
}
