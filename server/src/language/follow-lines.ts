import { type CommentLine, lineBreakOf } from '../text/logical-lines';
import type { TextSource } from '../text/text-source';
import { contextOf } from './check';
import { createChecker } from './checker';
import { currentParts } from './current-parts';
import type { Finding } from './finding';
import type { CheckOptions, ParseOptions } from './language';
import type { DocumentParts, LineLanguage } from './line-language';
import { createLineStore } from './line-store';
import type { LiveDocument } from './live-document';
import { createNameIndex } from './name-index';
import { createNodeReader } from './node-reader';
import type { DocumentNode, ParsedDocument, RuleContext } from './rule';
import { commentAt, countBefore, lineAt, type Slot } from './slot';
import { createSlotChecker } from './slot-checker';
import { findSuppressions } from './suppression';
import { createUseIndex } from './use-index';

/**
 * Follows a text by reading and checking only what an edit touches: the logical lines in its reach, the nodes that asked
 * for one of their names, and what the rules say that look at the whole document.
 */
export function followLines<Document extends ParsedDocument, Node extends DocumentNode, Facts extends object>(
  language: LineLanguage<Document, Node, Facts>,
  text: TextSource,
  parseOptions: ParseOptions,
  checkOptions: CheckOptions,
): LiveDocument {
  let facts = language.factsOf([], parseOptions);
  const store = createLineStore((line) => language.nameOfLine(line, facts));
  const names = createNameIndex();
  const uses = createUseIndex(({ line }) => language.usedIn(line, facts), store.slots);
  const nodes = createNodeReader<Node>((line) => language.nodeOf(line, facts), names, uses);
  const checker = createChecker(language.rules, checkOptions, language.views);
  const slotChecker = createSlotChecker(checker, names, nodes);
  /** What findings rest on besides the lines themselves. */
  let circumstances: object = {};
  let document: Document | null = null;
  let findings: readonly Finding[] | null = null;
  /** Counts the edits, so that what was made of an earlier text does not read the present lines. */
  let generation = 0;
  readAll(text);

  function readAll(whole: TextSource): void {
    store.read(whole);
    const now = factsNow();
    if (!isEqual(now, facts)) {
      facts = now;
      store.read(whole);
    }
    names.clear();
    uses.clear();
    names.replace([], store.slots());
    nodes.forget();
    slotChecker.begin(store.slots());
  }

  function factsNow(): Facts {
    const first = store.slots().slice(0, language.firstLines);
    return language.factsOf(
      first.map(({ line }) => line),
      parseOptions,
    );
  }

  function currentDocument(): Document {
    const made = generation;
    const whole = store.text();
    const parts = currentParts<Node>({
      text: whole,
      isCurrent: () => generation === made,
      slots: store.slots(),
      nameless: store.nameless(),
      comments: store.comments(),
      nodes,
      readAnew: () => partsOf(whole.toString()),
    });
    return (document ??= language.documentOf(parts, facts));
  }

  function partsOf(whole: string): DocumentParts<Node> {
    const read = language.parse(whole, parseOptions);
    const all = language.nodesOf(read);
    const named = (name: string) => all.filter(({ line }) => language.nameOfLine(line, facts) === name);
    return { text: whole, lines: read.lines, comments: read.comments, nodes: all, named };
  }

  function lintCommentsNow(): readonly CommentLine[] {
    return store
      .comments()
      .filter(({ isLint }) => isLint)
      .map(commentAt);
  }

  function check(): readonly Finding[] {
    const checked = currentDocument();
    const lintComments = lintCommentsNow();
    const context = contextOf({ comments: lintComments }, checkOptions);
    forgetFindingsUnless(context);
    const found = slotChecker.findings(checked, context);
    for (const finding of checker.ofDocument(checked, context)) found.push(finding);
    return checker.conclude(found, findSuppressions(lintComments, linesAround(lintComments)), checked);
  }

  /** Findings hold as long as the circumstances do: what the context says, and the line break that fixes write. */
  function forgetFindingsUnless(context: RuleContext): void {
    const now = { ...context.postfix, consumers: context.consumers, lineBreak: lineBreakOf(store.text()) };
    if (isEqual(now, circumstances)) return;
    circumstances = now;
    slotChecker.begin(store.slots());
  }

  /** The lines that end behind the comments, each the first to do so: no other can be what a comment silences. */
  function linesAround(comments: readonly { readonly span: { readonly start: number } }[]) {
    const slots = store.slots();
    const targets = new Set<Slot>();
    for (const { span } of comments) {
      const after = countBefore(slots, span.start);
      for (const slot of [slots[after - 1], slots[after]]) if (slot !== undefined) targets.add(slot);
    }
    return [...targets].map(lineAt);
  }

  return {
    edit(textAfter, edit) {
      generation++;
      document = null;
      findings = null;
      const { removed, added, from } = store.edit(textAfter, edit);
      nodes.forget();
      uses.replace(removed, added);
      if (from < language.firstLines && !isEqual(factsNow(), facts)) readAll(textAfter);
      else slotChecker.replace(removed, added, names.replace(removed, added));
    },
    document: currentDocument,
    versions: () => contextOf({ comments: lintCommentsNow() }, checkOptions).postfix,
    findings: () => (findings ??= check()),
    uncheckedLines: () => slotChecker.uncheckedLines(),
  };
}

function isEqual(first: object, second: object): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}
