import type { LogicalLine } from '../text/logical-lines';
import type { NameIndex } from './name-index';
import type { DocumentNode, Others } from './rule';
import { lineAt, type Slot } from './slot';

/** Reads nodes when they are asked for. A node is many times as big as its line, and most are looked at only once. */
export interface NodeReader<Node extends DocumentNode> extends Others<Node> {
  /** The line's node at its present place; null for a line that is no node. */
  nodeAt(slot: Slot): Node | null;
  /** The text has changed: every node may be elsewhere. */
  forget(): void;
  /** Lets nodes go when there are too many. Until the next call the same question gets the same object. */
  makeRoom(): void;
}

/** Nodes that are kept for the next question. */
const room = 256;

export function createNodeReader<Node extends DocumentNode>(
  nodeOf: (line: LogicalLine) => Node | null,
  names: NameIndex,
): NodeReader<Node> {
  const nodes = new Map<Slot, Node | null>();
  const named = new Map<string, readonly Node[]>();

  function nodeAt(slot: Slot): Node | null {
    const known = nodes.get(slot);
    if (known !== undefined) return known;
    const node = slot.name === null ? null : nodeOf(lineAt(slot));
    nodes.set(slot, node);
    return node;
  }

  function forget(): void {
    nodes.clear();
    named.clear();
  }

  return {
    nodeAt,
    named(name) {
      const known = named.get(name);
      if (known !== undefined) return known;
      const found = names.named(name).flatMap((slot) => nodeAt(slot) ?? []);
      named.set(name, found);
      return found;
    },
    forget,
    makeRoom() {
      if (nodes.size > room) forget();
    },
  };
}
