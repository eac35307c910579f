/**
 * What decides about most rules: the kind of a node, of which there are few, and a text, such as the value of an entry
 * without its key.
 */
export interface Shape {
  readonly kind: string;
  readonly text: string;
}

/** For the shapes of nodes: which rules may still find something on a node that has one. */
export interface Shapes<Rule> {
  /** Undefined for a shape that was not seen yet. */
  rulesFor(shape: Shape): readonly Rule[] | undefined;
  learn(shape: Shape, rules: readonly Rule[]): void;
  forget(): void;
}

/** Shapes that are remembered. Where every node has a shape of its own, remembering them helps nobody. */
const most = 10_000;

export function createShapes<Rule>(): Shapes<Rule> {
  // Kinds and texts are not put together: that would make a new text for each node.
  const known = new Map<string, Map<string, readonly Rule[]>>();
  let count = 0;
  return {
    rulesFor: ({ kind, text }) => known.get(kind)?.get(text),
    learn({ kind, text }, rules) {
      if (count >= most) return;
      count++;
      const ofKind = known.get(kind);
      if (ofKind === undefined) known.set(kind, new Map([[text, rules]]));
      else ofKind.set(text, rules);
    },
    forget: () => {
      known.clear();
      count = 0;
    },
  };
}
