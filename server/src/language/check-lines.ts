import { type CommentLine, visitLogicalLines } from '../text/logical-lines';
import { contextOf } from './check';
import { createChecker } from './checker';
import type { Finding } from './finding';
import type { CheckOptions, ParseOptions } from './language';
import { lazyArray } from './lazy-array';
import type { LineLanguage } from './line-language';
import { findPlaces, firstLinesOf, type LinePlaces } from './line-places';
import { createNamePlaces } from './name-places';
import type { DocumentNode, Others, ParsedDocument } from './rule';
import { findSuppressions, type Suppression } from './suppression';

/**
 * The findings of a text, as `check` has them on the parsed document, for whoever wants nothing else. The text is read
 * twice, once for the names and once for the findings, and lines and nodes are let go at once: for a list of a hundred
 * thousand entries keeping them is what takes the time.
 */
export function checkLines<Document extends ParsedDocument, Node extends DocumentNode, Facts extends object>(
  language: LineLanguage<Document, Node, Facts>,
  text: string,
  parseOptions: ParseOptions,
  checkOptions: CheckOptions,
): readonly Finding[] {
  const facts = language.factsOf(firstLinesOf(text, language.firstLines), parseOptions);
  const names = createNamePlaces((index) => language.nameOf(nodeAt(index)));
  const holding: number[] = [];
  const places = findPlaces(text, (line, index) => {
    const name = language.nameOfLine(line, facts);
    if (name === null) return;
    holding.push(index);
    names.add(name, index);
  });
  const checker = createChecker(language.rules, checkOptions, language.views);
  const context = contextOf({ comments: places.lintComments }, checkOptions);

  let current = -1;
  let node: Node | null = null;
  const kept = new Map<number, Node>();
  function nodeAt(index: number): Node {
    if (index === current && node !== null) return node;
    const known = kept.get(index);
    if (known !== undefined) return known;
    const read = language.nodeOf(places.lineAt(index), facts);
    if (read === null) throw new RangeError(`line ${index} holds no node`);
    kept.set(index, read);
    return read;
  }

  const related: Others<Node> = {
    named(name) {
      if (node !== null && names.isAlone(current) && name === language.nameOf(node)) return [node];
      const found = names.of(name);
      return found.length === 0 ? none : lazyArray(found.length, (index) => nodeAt(found[index] ?? -1));
    },
  };
  const document = language.documentOf(
    {
      text,
      lines: lazyArray(places.lineCount, (index) => places.lineAt(index)),
      comments: lazyArray(places.commentCount, (index) => places.commentAt(index)),
      nodes: lazyArray(holding.length, (index) => nodeAt(holding[index] ?? -1)),
      named: (name) => related.named(name),
    },
    facts,
  );

  const found: Finding[] = [];
  let index = -1;
  visitLogicalLines(text, {
    comment: () => undefined,
    line(line) {
      index++;
      if (kept.size > room) kept.clear();
      node = kept.get(index) ?? language.nodeOf(line, facts);
      current = index;
      if (node === null) return;
      for (const finding of checker.ofNode(node, document, context)) found.push(finding);
      for (const finding of checker.ofRelations(node, related, document, context)) found.push(finding);
    },
  });
  for (const finding of checker.ofDocument(document, context)) found.push(finding);
  return checker.conclude(found, suppressionsOf(places), document);
}

const none: readonly never[] = [];
/** Nodes that are kept for the next question. */
const room = 256;

/** A comment silences the first line that does not end before it, so no other line is needed. */
function suppressionsOf(places: LinePlaces): readonly Suppression[] {
  const { lintComments } = places;
  const targets = new Set(lintComments.map(({ span }: CommentLine) => places.firstEndingAt(span.start)));
  const lines = [...targets].filter((index) => index < places.lineCount).map((index) => places.lineAt(index));
  return findSuppressions(lintComments, lines);
}
