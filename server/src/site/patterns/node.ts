/** A regular expression as a tree. */
export type Node =
  | { readonly kind: 'test'; readonly test: (character: string) => boolean }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly of: Node;
      readonly least: number;
      readonly most: number | null;
      readonly lazy: boolean;
    }
  | {
      readonly kind: 'group';
      readonly of: Node /** Null for one that captures nothing. */;
      readonly number: number | null;
    };

/** Where an anchor holds, by the text and an index into it. */
export type Place = (text: string, at: number) => boolean;

/** The same expression, whose alternatives are preferred the other way round. */
export function withChoicesTurned(node: Node): Node {
  switch (node.kind) {
    case 'choice':
      return { ...node, options: node.options.map(withChoicesTurned).reverse() };
    case 'sequence':
      return { ...node, parts: node.parts.map(withChoicesTurned) };
    case 'group':
    case 'repeat':
      return { ...node, of: withChoicesTurned(node.of) };
    case 'test':
    case 'place':
      return node;
  }
}

/** What this reader does not know; Postfix may know it very well. Never leaves the folder. */
export class Unsupported extends Error {}
