import { lineBreakOf } from '../text/logical-lines';
import { contextOf } from './check';
import { createChecker } from './checker';
import { commentAt, currentParts, lineAt } from './current-parts';
import type { Finding } from './finding';
import type { CheckOptions, ParseOptions } from './language';
import type { LineLanguage } from './line-language';
import { createLineStore } from './line-store';
import type { LiveDocument } from './live-document';
import { createNameIndex } from './name-index';
import type { DocumentNode, ParsedDocument, RuleContext } from './rule';
import { countBefore, makeSlot, type Slot } from './slot';
import { createSlotChecker } from './slot-checker';
import { findSuppressions } from './suppression';

/**
 * Follows a text by reading and checking only what an edit touches: the logical lines in its reach, the nodes that asked
 * for one of their names, and what the rules say that look at the whole document.
 */
export function followLines<Document extends ParsedDocument, Node extends DocumentNode, Facts extends object>(
  language: LineLanguage<Document, Node, Facts>,
  text: string,
  parseOptions: ParseOptions,
  checkOptions: CheckOptions,
): LiveDocument {
  let facts = language.factsOf([], parseOptions);
  const store = createLineStore<Node>((line, by) => {
    const node = language.nodeOf(line, facts);
    return makeSlot(line, node, node === null ? '' : language.nameOf(node), by);
  });
  const names = createNameIndex<Node>();
  const checker = createChecker(language.rules, checkOptions);
  const slotChecker = createSlotChecker(checker, names, nodeAt);
  /** What findings rest on besides the lines themselves. */
  let circumstances: object = {};
  let document: Document | null = null;
  let findings: readonly Finding[] | null = null;
  /** Counts the edits, so that what was made of an earlier text does not read the present lines. */
  let generation = 0;
  readAll(text);

  function readAll(whole: string): void {
    store.read(whole);
    const now = factsNow();
    if (!isEqual(now, facts)) {
      facts = now;
      store.read(whole);
    }
    names.clear();
    names.replace([], store.slots().filter(isNode));
  }

  function factsNow(): Facts {
    const first = store.slots().slice(0, language.firstLines);
    return language.factsOf(
      first.map(({ line }) => line),
      parseOptions,
    );
  }

  function nodeAt(slot: Slot<Node>): Node | null {
    if (slot.node === null) return null;
    if (slot.moved?.start !== slot.start) {
      const node = language.move(slot.node, slot.start - slot.line.span.start);
      slot.moved = { start: slot.start, node };
    }
    return slot.moved.node;
  }

  function currentDocument(): Document {
    const made = generation;
    const whole = store.text();
    const parts = currentParts({
      text: whole,
      isCurrent: () => generation === made,
      slots: store.slots,
      comments: store.comments,
      nodeAt,
      readAnew: () => {
        const read = language.parse(whole, parseOptions);
        return { text: whole, lines: read.lines, comments: read.comments, nodes: language.nodesOf(read) };
      },
    });
    return (document ??= language.documentOf(parts, facts));
  }

  function check(): readonly Finding[] {
    const checked = currentDocument();
    const lintComments = store
      .comments()
      .filter(({ isLint }) => isLint)
      .map(commentAt);
    const context = contextOf({ comments: lintComments }, checkOptions);
    forgetFindingsUnless(context);
    const found = slotChecker.findingsOn(store.slots(), checked, context);
    for (const finding of checker.ofDocument(checked, context)) found.push(finding);
    return checker.conclude(found, findSuppressions(lintComments, linesAround(lintComments)), checked);
  }

  /** Findings hold as long as the circumstances do: the releases, and the line break that fixes write. */
  function forgetFindingsUnless(context: RuleContext): void {
    const now = { ...context.postfix, lineBreak: lineBreakOf(store.text()) };
    if (isEqual(now, circumstances)) return;
    circumstances = now;
    for (const slot of store.slots()) {
      slot.own = null;
      slot.relations = null;
    }
  }

  /** The lines that end behind the comments, each the first to do so: no other can be what a comment silences. */
  function linesAround(comments: readonly { readonly span: { readonly start: number } }[]) {
    const slots = store.slots();
    const targets = new Set<Slot<Node>>();
    for (const { span } of comments) {
      const before = slots[countBefore(slots, span.start) - 1];
      const after = slots[countBefore(slots, span.start)];
      for (const slot of [before, after]) if (slot !== undefined) targets.add(slot);
    }
    return [...targets].map(lineAt);
  }

  return {
    edit(textAfter, edit) {
      generation++;
      document = null;
      findings = null;
      const { removed, added, from } = store.edit(textAfter, edit);
      if (from < language.firstLines && !isEqual(factsNow(), facts)) readAll(textAfter);
      else names.replace(removed.filter(isNode), added.filter(isNode));
    },
    document: currentDocument,
    findings: () => (findings ??= check()),
  };
}

function isNode<Node>({ node }: Slot<Node>): boolean {
  return node !== null;
}

function isEqual(first: object, second: object): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}
