import type { ByShape, Checker } from './checker';
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
  by: ByShape<Node>,
  names: NameIndex,
  nodes: NodeReader<Node>,
): SlotChecker<Document> {
  const unchecked = new Set<Slot>();
  const concerned = new Set<Slot>();
  /** Most lines are sound, and so have nothing here. */
  const known = new Map<Slot, Found>();

  function keep(slot: Slot, found: Found): void {
    if (found.own.length === 0 && found.relations.length === 0) known.delete(slot);
    else known.set(slot, found);
  }

  function ofNode(slot: Slot, document: Document, context: RuleContext): readonly Finding[] {
    const node = nodes.nodeAt(slot);
    return node === null ? [] : checker.ofNodeByShape(node, by, document, context);
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

  /** Findings that point to other lines are looked for anew: those may have moved by another distance, or be gone. */
  function bringUpToDate(slot: Slot, found: Found, document: Document, context: RuleContext): Found {
    const own =
      found.start === slot.start ? found.own : (moved(found.own, slot, found.start) ?? ofNode(slot, document, context));
    const relations = found.relations.length === 0 ? [] : ofRelations(slot, document, context);
    return { own, start: slot.start, relations };
  }

  return {
    begin(slots) {
      checker.forgetShapes();
      known.clear();
      concerned.clear();
      unchecked.clear();
      for (const slot of slots) unchecked.add(slot);
    },
    replace(removed, added, others) {
      for (const slot of removed) for (const set of [unchecked, concerned, known]) set.delete(slot);
      for (const slot of added) unchecked.add(slot);
      for (const slot of others) concerned.add(slot);
    },
    uncheckedLines: () => unchecked.size,
    findings(document, context) {
      for (const slot of concerned) {
        if (unchecked.has(slot)) continue;
        nodes.makeRoom();
        const own = known.get(slot) ?? { own: [], start: slot.start };
        keep(slot, { ...own, relations: ofRelations(slot, document, context) });
      }
      concerned.clear();
      for (const slot of unchecked) {
        if (known.size >= enough) break;
        nodes.makeRoom();
        const own = ofNode(slot, document, context);
        keep(slot, { own, start: slot.start, relations: ofRelations(slot, document, context) });
        unchecked.delete(slot);
      }
      const all: Finding[] = [];
      for (const [slot, found] of [...known].sort(([a], [b]) => a.start - b.start)) {
        nodes.makeRoom();
        const now = bringUpToDate(slot, found, document, context);
        keep(slot, now);
        all.push(...now.own, ...now.relations);
      }
      return all;
    },
  };
}

/** Null where a finding is about more than its own line. */
function moved(findings: readonly Finding[], { line, start }: Slot, from: number): readonly Finding[] | null {
  const bounds = { start: from, end: from + (line.span.end - line.span.start) + lineBreakLength };
  if (!findings.every((finding) => liesWithin(finding, bounds))) return null;
  return findings.map((finding) => moveFinding(finding, start - from));
}
