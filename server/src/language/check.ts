import { createChecker } from './checker';
import { consumersInComments } from './consumers';
import { versionsInComments } from './file-versions';
import type { Finding } from './finding';
import type { CheckOptions } from './language';
import { readLintComment } from './lint-comment';
import { assumedVersions } from './postfix-versions';
import type { DocumentNode, Others, ParsedDocument, Rule, RuleContext } from './rule';
import { findSuppressions } from './suppression';

/** The nodes of a document and how its language names them. */
export interface NamedNodes<Node extends DocumentNode> {
  readonly nodes: readonly Node[];
  readonly nameOf: (node: Node) => string;
}

/**
 * Runs every rule that is not off, leaves out what suppression comments silence, and reports those that silence nothing.
 * Findings come in the order of their place, then of the registry.
 */
export function checkDocument<Document extends ParsedDocument, Node extends DocumentNode>(
  rules: readonly Rule<Document, Node>[],
  document: Document,
  named: NamedNodes<Node>,
  options: CheckOptions,
): readonly Finding[] {
  const checker = createChecker(rules, options);
  const context = contextOf(document, options);
  const others = byName(named);
  const found: Finding[] = [];
  for (const node of named.nodes) {
    for (const finding of checker.ofNode(node, document, context)) found.push(finding);
    for (const finding of checker.ofRelations(node, others, document, context)) found.push(finding);
  }
  for (const finding of checker.ofDocument(document, context)) found.push(finding);
  return checker.conclude(found, findSuppressions(document.comments, document.lines), document);
}

/** What rules may know besides the text; a comment in the file comes before a setting. */
export function contextOf({ comments }: Pick<ParsedDocument, 'comments'>, options: CheckOptions): RuleContext {
  const lintComments = comments.flatMap((comment) => readLintComment(comment) ?? []);
  const own = lintComments.map(({ comment }) => comment);
  return {
    lintComments,
    postfix: versionsInComments(own) ?? options.postfixVersions ?? assumedVersions,
    consumers: consumersInComments(own) ?? options.consumers ?? null,
  };
}

function byName<Node extends DocumentNode>({ nodes, nameOf }: NamedNodes<Node>): Others<Node> {
  const named = new Map<string, Node[]>();
  for (const node of nodes) {
    const name = nameOf(node);
    const others = named.get(name);
    if (others === undefined) named.set(name, [node]);
    else others.push(node);
  }
  return { named: (name) => named.get(name) ?? [] };
}
