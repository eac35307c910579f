import type { Checker } from './checker';
import type { Finding } from './finding';
import { liesWithin, moveFinding } from './move-finding';
import type { NameIndex } from './name-index';
import type { DocumentNode, Others, ParsedDocument, RuleContext } from './rule';
import type { Slot } from './slot';

/** Longest line break: a fix that deletes a line takes it along. */
const lineBreakLength = 2;

/** Finds on each line what is not known yet, and moves what is known along with its line. */
export interface SlotChecker<Document extends ParsedDocument, Node extends DocumentNode> {
  findingsOn(slots: readonly Slot<Node>[], document: Document, context: RuleContext): Finding[];
}

/** `nodeAt` gives a line's node at its present place, the same object for each call. */
export function createSlotChecker<Document extends ParsedDocument, Node extends DocumentNode>(
  checker: Checker<Document, Node>,
  names: NameIndex<Node>,
  nodeAt: (slot: Slot<Node>) => Node | null,
): SlotChecker<Document, Node> {
  function own(slot: Slot<Node>, document: Document, context: RuleContext): readonly Finding[] {
    const known = slot.own;
    if (known !== null && (known.findings.length === 0 || known.start === slot.start)) return known.findings;
    const findings = (known && moved(known.findings, slot, known.start)) ?? check(slot, document, context);
    slot.own = { findings, start: slot.start };
    return findings;
  }

  function check(slot: Slot<Node>, document: Document, context: RuleContext): readonly Finding[] {
    const node = nodeAt(slot);
    return node === null ? [] : checker.ofNode(node, document, context);
  }

  /** Findings that point to other lines are looked for anew: those may have moved by another distance, or be gone. */
  function relations(slot: Slot<Node>, others: Others<Node>, document: Document, context: RuleContext) {
    if (slot.relations?.length === 0) return slot.relations;
    const node = nodeAt(slot);
    const noting: Others<Node> = {
      named(name) {
        names.noteAsked(slot, name);
        return others.named(name);
      },
    };
    slot.relations = node === null ? [] : checker.ofRelations(node, noting, document, context);
    return slot.relations;
  }

  /** The nodes of a name are the same for all that ask while the text stands still. */
  function othersNow(): Others<Node> {
    const known = new Map<string, readonly Node[]>();
    return {
      named(name) {
        const nodes = known.get(name) ?? names.named(name).flatMap((slot) => nodeAt(slot) ?? []);
        known.set(name, nodes);
        return nodes;
      },
    };
  }

  return {
    findingsOn(slots, document, context) {
      const found: Finding[] = [];
      const others = othersNow();
      for (const slot of slots) {
        for (const finding of own(slot, document, context)) found.push(finding);
        for (const finding of relations(slot, others, document, context)) found.push(finding);
      }
      return found;
    },
  };
}

/** Null where a finding is about more than its own line. */
function moved<Node>(findings: readonly Finding[], slot: Slot<Node>, from: number): readonly Finding[] | null {
  const { span } = slot.line;
  const bounds = { start: from, end: from + (span.end - span.start) + lineBreakLength };
  if (!findings.every((finding) => liesWithin(finding, bounds))) return null;
  return findings.map((finding) => moveFinding(finding, slot.start - from));
}
