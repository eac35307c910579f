import type { CommentLine, LogicalLine } from '../text/logical-lines';
import type { TextSource } from '../text/text-source';
import { lazyArray } from './lazy-array';
import type { DocumentParts } from './line-language';
import type { NodeReader } from './node-reader';
import type { DocumentNode } from './rule';
import { type CommentSlot, commentAt, lineAt, type Slot } from './slot';

interface Source<Node extends DocumentNode> {
  readonly text: TextSource;
  /** False as soon as the lines are those of a later text. */
  readonly isCurrent: () => boolean;
  readonly slots: readonly Slot[];
  /** How many of them hold no node. */
  readonly nameless: number;
  readonly comments: readonly CommentSlot[];
  readonly nodes: NodeReader<Node>;
  /** Reads the text as a whole, for whoever asks too late. */
  readonly readAnew: () => DocumentParts<Node>;
}

/** The parts of the present text, each made out of its lines when it is asked for first. */
export function currentParts<Node extends DocumentNode>(source: Source<Node>): DocumentParts<Node> {
  const { text, isCurrent, slots, nameless, comments, nodes } = source;
  const [lineCount, commentCount] = [slots.length, comments.length];
  let anew: DocumentParts<Node> | undefined;
  const late = (): DocumentParts<Node> => (anew ??= source.readAnew());
  const made: { lines?: readonly LogicalLine[]; comments?: readonly CommentLine[]; nodes?: readonly Node[] } = {};

  /** Present slots as a list of what they hold; a text that has passed by is read anew. */
  function listOf<S, T>(
    present: readonly S[],
    count: number,
    itemOf: (slot: S) => T,
    inOld: (old: DocumentParts<Node>) => readonly T[],
  ): readonly T[] {
    if (!isCurrent()) return inOld(late());
    return lazyArray(count, (index) => {
      const slot = isCurrent() ? present[index] : undefined;
      const item = slot === undefined ? inOld(late())[index] : itemOf(slot);
      if (item === undefined) throw new RangeError(`a document has no part ${index}`);
      return item;
    });
  }

  function makeNodes(): readonly Node[] {
    if (!isCurrent()) return late().nodes;
    const holding = nameless === 0 ? slots : slots.filter(({ name }) => name !== null);
    return listOf(
      holding,
      holding.length,
      (slot) => nodes.nodeAt(slot) ?? undefined,
      (old) => old.nodes,
    ) as readonly Node[];
  }

  return {
    get text() {
      return text.toString();
    },
    get lines() {
      return (made.lines ??= listOf(slots, lineCount, lineAt, (old) => old.lines));
    },
    get comments() {
      return (made.comments ??= listOf(comments, commentCount, commentAt, (old) => old.comments));
    },
    get nodes() {
      return (made.nodes ??= makeNodes());
    },
    named: (name) => (isCurrent() ? nodes.named(name) : late().named(name)),
    using: (name) => (isCurrent() ? nodes.using(name) : (late().using?.(name) ?? late().nodes)),
  };
}
