import type { LogicalLine, LogicalLines } from '../text/logical-lines';
import type { Consumers } from './consumers';
import type { Finding, Severity } from './finding';
import type { LintComment } from './lint-comment';
import type { PostfixVersions } from './postfix-versions';

/**
 * The least that the parsed document of any language holds. While a text is edited its parts are made when they are asked
 * for, so a rule asks only once it needs them.
 */
export interface ParsedDocument extends LogicalLines {
  readonly text: string;
}

/** A text that shows a rule at work; it runs as a test, and stands on the rule's page. */
export interface RuleExample {
  readonly text: string;
  /** The lookup table type or other circumstances that the example needs; none by default. */
  readonly tableType?: string;
  /** By which next-hops the oracle tries it, where the keys do not tell. */
  readonly nextHops?: readonly string[];
  /** Why the oracle may not try it: what decides is not on the machine, such as another release of Postfix. */
  readonly untried?: string;
}

/** What a rule tells about itself: the one source for reports, settings, pages and tests. */
export interface RuleInfo {
  /** Permanent, kebab case; one id is one rule in all languages. */
  readonly id: string;
  /** One phrase that names the mistake. */
  readonly title: string;
  /** By consequence (docs/architecture.md); a finding may carry another one where the consequence differs. */
  readonly severity: Severity;
  /** The version of this project that brought the rule. */
  readonly since: string;
  /** Markdown for the rule's page: why it matters and what to write instead. */
  readonly docs: string;
  /** The best that the rule can offer: a safe fix, an unsafe one that a person must choose, or none. */
  readonly fix: 'safe' | 'unsafe' | 'none';
  /** True for a rule that runs only where a severity is configured for it. */
  readonly offByDefault?: true;
  readonly bad: readonly RuleExample[];
  readonly good: readonly RuleExample[];
}

/** A finding as a rule's check reports it; the rule's id and default severity are filled in. */
export type Report = (finding: ReportedFinding) => void;
export type ReportedFinding = Omit<Finding, 'rule' | 'severity'> & { readonly severity?: Severity };

/** What a rule may know besides the text. */
export interface RuleContext {
  /** The comments that are meant for this program, in the order of the text. */
  readonly lintComments: readonly LintComment[];
  readonly postfix: PostfixVersions;
  /** Null where the list is for the own servers. */
  readonly consumers: Consumers | null;
}

/** A rule whose findings on one node depend on that node (and the context) alone, so that an edit needs only the touched nodes checked. */
export interface NodeRule<Document extends ParsedDocument, Node> extends RuleInfo {
  readonly scope: 'node';
  readonly check: (node: Node, document: Document, report: Report, context: RuleContext) => void;
}

/** The nodes of a document by the names that their language gives them: the key of an entry, the name of a parameter. */
export interface Others<Node> {
  /** All nodes of a name, in the order of the document. */
  named(name: string): readonly Node[];
}

/**
 * A rule about how a node stands to others that it asks for by name: duplicates, parents. Its findings on one node depend
 * on that node (and the context) and on what it asks for, so that an edit needs only those nodes checked that asked for a
 * touched name. Of a node's neighbours in the text it knows nothing.
 */
export interface RelatedRule<Document extends ParsedDocument, Node> extends RuleInfo {
  readonly scope: 'related';
  readonly check: (node: Node, others: Others<Node>, document: Document, report: Report, context: RuleContext) => void;
}

/** A rule about a document as a whole. It reads all of it at every keystroke; `related` is the cheaper kind. */
export interface DocumentRule<Document extends ParsedDocument> extends RuleInfo {
  readonly scope: 'document';
  readonly check: (document: Document, report: Report, context: RuleContext) => void;
}

/** A rule about suppression comments themselves; `checkDocument` reports for it. */
export interface SuppressionRule extends RuleInfo {
  readonly scope: 'suppressions';
}

export type Rule<Document extends ParsedDocument, Node> =
  | NodeRule<Document, Node>
  | RelatedRule<Document, Node>
  | DocumentRule<Document>
  | SuppressionRule;

/** The place that a node has in the document; every node of a language carries its logical line. */
export interface DocumentNode {
  readonly line: LogicalLine;
}
