/** For the shapes of nodes: which rules may still find something on a node that has one. */
export interface Shapes<Rule> {
  /** Undefined for a shape that was not seen yet. */
  rulesFor(shape: string): readonly Rule[] | undefined;
  learn(shape: string, rules: readonly Rule[]): void;
  forget(): void;
}

/** Shapes that are remembered. Where every node has a shape of its own, remembering them helps nobody. */
const most = 10_000;

export function createShapes<Rule>(): Shapes<Rule> {
  const known = new Map<string, readonly Rule[]>();
  return {
    rulesFor: (shape) => known.get(shape),
    learn(shape, rules) {
      if (known.size < most) known.set(shape, rules);
    },
    forget: () => known.clear(),
  };
}
