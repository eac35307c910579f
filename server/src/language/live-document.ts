import type { TextEdit } from '../text/span';
import type { TextSource } from '../text/text-source';
import type { Finding } from './finding';
import type { PostfixVersions } from './postfix-versions';
import type { ParsedDocument } from './rule';

/** A text while it is edited: at each moment the document and the findings that the whole text would have. */
export interface LiveDocument {
  /** Follows one edit; `text` is the whole text after it. */
  edit(text: TextSource, edit: TextEdit): void;
  /** Stays what it is when the text is edited further. */
  document(): ParsedDocument;
  /** In the order of their place. Where thousands of lines have some, the lines behind those may be left out. */
  findings(): readonly Finding[];
  /** The Postfix that reads the text, as a comment in it or a setting says. */
  versions(): PostfixVersions;
  /** How many lines `findings` left out. */
  uncheckedLines(): number;
}
