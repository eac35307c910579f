import type { Checker } from './checker';
import type { Finding } from './finding';
import { liesWithin, moveFinding } from './move-finding';
import type { NameIndex } from './name-index';
import type { NodeReader } from './node-reader';
import type { DocumentNode, Others, ParsedDocument, RuleContext } from './rule';
import type { Slot } from './slot';

/** Knows what was found on each line. Looks only at lines that are new or concerned, and moves findings with their lines. */
export interface SlotChecker<Document extends ParsedDocument> {
  /** Forgets everything; these are the lines now. */
  begin(slots: readonly Slot[]): void;
  /** Some lines gave way to others; the findings on `concerned` may be other ones than before. */
  replace(removed: readonly Slot[], added: readonly Slot[], concerned: Iterable<Slot>): void;
  /** All findings of the present text, line by line. */
  findings(document: Document, context: RuleContext): Finding[];
  /** How many lines were left out of that, because there are findings enough. */
  uncheckedLines(): number;
}

/** What was found on one line, at the place where it began then. */
interface Found {
  readonly own: readonly Finding[];
  readonly start: number;
  /** These point to other lines. */
  readonly relations: readonly Finding[];
}

/** Lines with findings, after which no more lines are looked at: nobody mends so many before looking again. */
const enough = 20_000;
/** Longest line break: a fix that deletes a line takes it along. */
const lineBreakLength = 2;

export function createSlotChecker<Document extends ParsedDocument, Node extends DocumentNode>(
  checker: Checker<Document, Node>,
  names: NameIndex,
  nodes: NodeReader<Node>,
): SlotChecker<Document> {
  /** Lines to look at, from `next` on; some may be gone by then. */
  let queue: Slot[] = [];
  let next = 0;
  const concerned = new Set<Slot>();
  /** Most lines are sound, and so have nothing here. */
  const known = new Map<Slot, Found>();

  function keep(slot: Slot, own: readonly Finding[], relations: readonly Finding[]): void {
    if (own.length > 0 || relations.length > 0) known.set(slot, { own, start: slot.start, relations });
    else if (known.size > 0) known.delete(slot);
  }

  function ofNode(slot: Slot, document: Document, context: RuleContext): readonly Finding[] {
    const node = nodes.nodeAt(slot);
    return node === null ? [] : checker.ofNode(node, document, context);
  }

  let asking: Slot | null = null;
  const others: Others<Node> = {
    named(name) {
      if (asking !== null) names.noteAsked(asking, name);
      return nodes.named(name);
    },
  };

  function ofRelations(slot: Slot, document: Document, context: RuleContext): readonly Finding[] {
    const node = nodes.nodeAt(slot);
    asking = slot;
    return node === null ? [] : checker.ofRelations(node, others, document, context);
  }

  /** What was found on the line itself, at its present place. */
  function ownNow(slot: Slot, found: Found | undefined, document: Document, context: RuleContext): readonly Finding[] {
    if (found === undefined) return none;
    if (found.own.length === 0 || found.start === slot.start) return found.own;
    return moved(found.own, slot, found.start) ?? ofNode(slot, document, context);
  }

  return {
    begin(slots) {
      checker.forgetShapes();
      known.clear();
      concerned.clear();
      queue = [...slots];
      next = 0;
    },
    replace(removed, added, others) {
      for (const slot of removed) known.delete(slot);
      for (const slot of added) queue.push(slot);
      for (const slot of others) concerned.add(slot);
    },
    uncheckedLines: () => queue.length - next,
    findings(document, context) {
      for (const slot of concerned) {
        if (slot.isPending || slot.isGone) continue;
        nodes.makeRoom();
        keep(slot, ownNow(slot, known.get(slot), document, context), ofRelations(slot, document, context));
      }
      concerned.clear();
      for (; next < queue.length && known.size < enough; next++) {
        const slot = queue[next];
        if (slot === undefined || slot.isGone) continue;
        nodes.makeRoom();
        slot.isPending = false;
        keep(slot, ofNode(slot, document, context), ofRelations(slot, document, context));
      }
      if (next === queue.length) [queue, next] = [[], 0];
      const all: Finding[] = [];
      for (const [slot, found] of [...known].sort(([a], [b]) => a.start - b.start)) {
        nodes.makeRoom();
        // Findings that point to other lines are looked for anew: those may have moved by another distance, or be gone.
        const relations = found.relations.length === 0 ? none : ofRelations(slot, document, context);
        const own = ownNow(slot, found, document, context);
        keep(slot, own, relations);
        all.push(...own, ...relations);
      }
      return all;
    },
  };
}

const none: readonly Finding[] = [];

/** Null where a finding is about more than its own line. */
function moved(findings: readonly Finding[], { line, start }: Slot, from: number): readonly Finding[] | null {
  const bounds = { start: from, end: from + (line.span.end - line.span.start) + lineBreakLength };
  if (!findings.every((finding) => liesWithin(finding, bounds))) return null;
  return findings.map((finding) => moveFinding(finding, start - from));
}
