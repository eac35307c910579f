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

/** What this reader does not know; Postfix may know it very well. Never leaves the folder. */
export class Unsupported extends Error {}
