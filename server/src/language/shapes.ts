/**
 * What decides about most rules: the kind of a node, of which there are few, and a text, such as the value of an entry
 * without its key.
 */
export interface Shape {
  readonly kind: string;
  readonly text: string;
}

/**
 * A way to look at nodes: those of one shape are alike to every rule that looks at nothing that `watch` notices. Of several
 * views each sees less than the one before, so that more nodes are alike.
 */
export interface View<Node> {
  /** Null where nothing can be said. */
  readonly shapeOf: (node: Node) => Shape | null;
  /** The node for a rule to look at; `notice` is called when it looks at more than the shape. */
  readonly watch: (node: Node, notice: () => void) => Node;
}

/** How nodes are compared, from the closest look to the one from furthest away. */
export interface Views<Node> {
  /** For rules that look at one node alone. */
  readonly own: readonly View<Node>[];
  /** For those that compare it with others; to ask for these is to look at more than any view sees. */
  readonly relations: readonly View<Node>[];
}

/** Knows for the shapes of nodes which rules may find something on a node. */
export interface RulesByShape<Rule, Node> {
  /** @param mayFindMore whether a rule finds something on the node, or looks at more of it than what a view sees */
  rulesFor(node: Node, mayFindMore: (rule: Rule, view: View<Node>) => boolean): readonly Rule[];
  /** Whatever was learnt holds no longer. */
  forget(): void;
}

/** @param views from the closest look to the one from furthest away; without any, each node gets all rules */
export function createRulesByShape<Rule, Node>(
  rules: readonly Rule[],
  views: readonly View<Node>[],
): RulesByShape<Rule, Node> {
  let known = views.map(() => createShapes<Rule>());

  function rulesFor(
    node: Node,
    index: number,
    mayFindMore: (rule: Rule, view: View<Node>) => boolean,
  ): readonly Rule[] {
    const [view, shapes] = [views[index], known[index]];
    const shape = view?.shapeOf(node) ?? null;
    if (view === undefined || shapes === undefined || shape === null) return rules;
    const learnt = shapes.rulesFor(shape);
    if (learnt !== undefined) return learnt;
    const candidates = rulesFor(node, index + 1, mayFindMore);
    if (shapes.isFull()) return candidates;
    const left = candidates.filter((rule) => mayFindMore(rule, view));
    shapes.learn(shape, left);
    return left;
  }

  return {
    rulesFor: (node, mayFindMore) => rulesFor(node, 0, mayFindMore),
    forget: () => void (known = views.map(() => createShapes<Rule>())),
  };
}

interface Shapes<Rule> {
  /** Undefined for a shape that was not seen yet. */
  rulesFor(shape: Shape): readonly Rule[] | undefined;
  learn(shape: Shape, rules: readonly Rule[]): void;
  /** Where every node has a shape of its own, remembering more of them helps nobody. */
  isFull(): boolean;
}

/** Shapes that are remembered. */
const most = 10_000;

function createShapes<Rule>(): Shapes<Rule> {
  // Kinds and texts are not put together: that would make a new text for each node.
  const known = new Map<string, Map<string, readonly Rule[]>>();
  let count = 0;
  return {
    rulesFor: ({ kind, text }) => known.get(kind)?.get(text),
    learn({ kind, text }, rules) {
      count++;
      const ofKind = known.get(kind);
      if (ofKind === undefined) known.set(kind, new Map([[text, rules]]));
      else ofKind.set(text, rules);
    },
    isFull: () => count >= most,
  };
}
