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
  function relations(slot: Slot<Node>, document: Document, context: RuleContext): readonly Finding[] {
    if (slot.relations?.length === 0) return slot.relations;
    const node = nodeAt(slot);
    slot.relations = node === null ? [] : checker.ofRelations(node, othersFor(slot), document, context);
    return slot.relations;
  }

  function othersFor(slot: Slot<Node>): Others<Node> {
    return {
      named(name) {
        names.noteAsked(slot, name);
        return names.named(name).flatMap((other) => nodeAt(other) ?? []);
      },
    };
  }

  return {
    findingsOn(slots, document, context) {
      const found: Finding[] = [];
      for (const slot of slots) {
        for (const finding of own(slot, document, context)) found.push(finding);
        for (const finding of relations(slot, document, context)) found.push(finding);
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
