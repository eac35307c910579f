import type { LineIndex } from '../text/line-index';
import type { Span } from '../text/span';
import type { TextSource } from '../text/text-source';
import type { PostfixVersions } from './postfix-versions';
import type { ParsedDocument } from './rule';

/** What is told about the thing at a place. */
export interface HoverText {
  /** The thing; the place lies in it or touches it. */
  readonly span: Span;
  /** Everything that the file chose is escaped. */
  readonly markdown: string;
}

/** Something that can be written at a place. */
export interface Completion {
  /** What is shown, and what the typed text is compared with. */
  readonly label: string;
  readonly kind: 'key' | 'level' | 'attribute' | 'value' | 'name' | 'parameter';
  /** A few words beside the label, in plain text. */
  readonly detail: string;
  readonly markdown: string;
  /** What it takes the place of: within one line of the text, and with the place in it. */
  readonly span: Span;
  readonly newText: string;
  /** The same with places to fill in (LSP, *Snippet Syntax*), where there are any. */
  readonly snippet?: string;
}

/** A place in a text whose lines are counted as editors do. */
export interface Place {
  readonly text: TextSource & { readonly lines: LineIndex };
  readonly offset: number;
}

/** What an editor offers to whoever reads and writes a document of a language. Never fails. */
export interface Assistance<Document extends ParsedDocument = ParsedDocument> {
  /**
   * Null where there is nothing to tell.
   *
   * @param versions the Postfix that reads the document.
   */
  hover(document: Document, offset: number, versions?: PostfixVersions): HoverText | null;
  /**
   * In the order in which they are offered.
   *
   * @param versions the Postfix that reads the document.
   */
  complete(document: Document, place: Place, versions?: PostfixVersions): readonly Completion[];
}
