import { selectionsAround } from '../language/selections';
import { attributeFacts } from '../postfix/attributes';
import { holds } from '../text/editor-line';
import { elementAt } from '../text/list-element';
import type { Span } from '../text/span';
import { blocksIn } from './blocks';
import { separatorsOf } from './cursor';
import type { PolicyDocument, PolicyEntry } from './document';
import { entryAt } from './find';
import type { AttributeNode } from './value-node';

/** Word, element, value of the attribute, attribute, value of the entry, entry, blocks of patterns, and what lies around them. */
export function policySelections(document: PolicyDocument, offset: number): readonly Span[] {
  const entry = entryAt(document, offset);
  const blocks = blocksIn(document).map(({ span }) => span);
  if (entry === null) return selectionsAround(document, offset, blocks);
  const { key, value } = entry;
  const attribute = value.attributes.find(({ token }) => holds(token.span, offset));
  return selectionsAround(document, offset, [
    key.span,
    value.level?.span,
    ...(attribute === undefined ? [] : inAttribute(entry, attribute, offset)),
    value.span,
    ...blocks,
  ]);
}

function inAttribute(entry: PolicyEntry, { token, name, value }: AttributeNode, offset: number): readonly Span[] {
  if (value === null || !holds(value.span, offset)) return [name.span, token.span];
  const kind = attributeFacts(name.text)?.value.kind ?? '';
  // A value in braces may go on in another line, where its places can't be counted.
  const isCounted = value.span.end - value.span.start === value.text.length;
  const element = isCounted ? [elementAt(value.text, value.span.start, offset, separatorsOf(kind, entry)).span] : [];
  return [...element, value.span, token.span];
}
