import type { LogicalLine } from '../text/logical-lines';
import type { ParseOptions } from './language';
import type { DocumentNode, Others, ParsedDocument, Rule } from './rule';
import type { Views } from './shapes';

/** A language whose nodes each come out of one logical line, so that after an edit only the touched lines need be read. */
export interface LineLanguage<Document extends ParsedDocument, Node extends DocumentNode, Facts extends object> {
  readonly rules: readonly Rule<Document, Node>[];
  readonly parse: (text: string, options: ParseOptions) => Document;
  readonly nodesOf: (document: Document) => readonly Node[];
  /** How many lines of a text decide about its facts. */
  readonly firstLines: number;
  /** What decides how a line is read and does not stand in it: plain data that can be compared. */
  readonly factsOf: (firstLines: readonly LogicalLine[], options: ParseOptions) => Facts;
  /** Null for a line that is no node. */
  readonly nodeOf: (line: LogicalLine, facts: Facts) => Node | null;
  /** The name of the line's node, found without reading all of it; null for a line that is no node. */
  readonly nameOfLine: (line: LogicalLine, facts: Facts) => string | null;
  /** The same of a node that was read. */
  readonly nameOf: (node: Node) => string;
  /** The names of other things that a line uses, and maybe more; see `Uses`. */
  readonly usedIn: (line: LogicalLine, facts: Facts) => readonly string[];
  readonly views: Views<Node>;
  /** The document of these parts; it must ask for a part only when somebody asks the document. */
  readonly documentOf: (parts: DocumentParts<Node>, facts: Facts) => Document;
}

/** The parts of a document, each made when somebody asks for it. */
export interface DocumentParts<Node> extends ParsedDocument, Others<Node>, Partial<Uses<Node>> {
  readonly nodes: readonly Node[];
}

/** The nodes of a document by what they use, where somebody keeps an index: the names of servers in the value of an entry. */
export interface Uses<Node> {
  /** All nodes that use a name, and maybe some more, in the order of the document. */
  using(name: string): readonly Node[];
}
