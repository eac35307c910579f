import type { LogicalLine } from '../text/logical-lines';
import { lazyArray } from './lazy-array';
import type { Uses } from './line-language';
import type { NameIndex } from './name-index';
import type { DocumentNode, Others } from './rule';
import { lineAt, type Slot } from './slot';
import type { UseIndex } from './use-index';

/** Reads nodes when they are asked for. A node is many times as big as its line, and most are looked at only once. */
export interface NodeReader<Node extends DocumentNode> extends Others<Node>, Uses<Node> {
  /** The line's node at its present place; null for a line that is no node. */
  nodeAt(slot: Slot): Node | null;
  /** The text has changed: every node may be elsewhere. */
  forget(): void;
  /** Lets nodes go when there are too many. Until the next call the same question gets the same object. */
  makeRoom(): void;
}

const none: readonly never[] = [];

function listOf<Node>(node: Node | null): readonly Node[] {
  return node === null ? none : [node];
}

/** Nodes that are kept for the next question. */
const room = 256;

export function createNodeReader<Node extends DocumentNode>(
  nodeOf: (line: LogicalLine) => Node | null,
  names: NameIndex,
  uses: UseIndex,
): NodeReader<Node> {
  const nodes = new Map<Slot, Node | null>();

  function nodeAt(slot: Slot): Node | null {
    const known = nodes.get(slot);
    if (known !== undefined) return known;
    const node = slot.name === null ? null : nodeOf(lineAt(slot));
    nodes.set(slot, node);
    return node;
  }

  function nodeOfName(slot: Slot | undefined, name: string): Node {
    const node = slot === undefined ? null : nodeAt(slot);
    if (node === null) throw new RangeError(`the line of ${name} holds no node`);
    return node;
  }

  function nodesOf(slots: readonly Slot[], name: string): readonly Node[] {
    if (slots.length === 0) return none;
    const [only] = slots;
    // Most names are asked for once, by their only owner.
    if (slots.length === 1 && only !== undefined) return listOf(nodeAt(only));
    return lazyArray(slots.length, (index) => nodeOfName(slots[index], name));
  }

  const forget = (): void => nodes.clear();

  return {
    nodeAt,
    named: (name) => nodesOf(names.named(name), name),
    using: (name) => nodesOf(uses.using(name), name),
    forget,
    makeRoom() {
      if (nodes.size > room) forget();
    },
  };
}
