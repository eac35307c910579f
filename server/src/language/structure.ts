import type { Span, TextEdit } from '../text/span';
import type { ParseOptions } from './language';
import type { ParsedDocument } from './rule';

/** A part of a document as an outline shows it. All texts are plain, and stand so in the document. */
export interface OutlineItem {
  /** Never empty. */
  readonly name: string;
  /** A few words beside the name; empty for none. */
  readonly detail: string;
  readonly kind: 'section' | 'entry' | 'parameter';
  readonly span: Span;
  /** The part of it that a click goes to. */
  readonly nameSpan: Span;
  readonly children: readonly OutlineItem[];
}

/** What can be folded away, a continued line among the blocks: all behind the first line of the span, up to its last line. */
export interface Fold {
  readonly span: Span;
  readonly kind: 'comment' | 'section' | 'block';
}

/** A thing that may stand at several places: a key, the name of a server, a parameter, the two ends of a block. */
export interface Subject {
  /** Two subjects are one where kind and name are the same. */
  readonly kind: 'key' | 'server' | 'word' | 'parameter' | 'block';
  readonly name: string;
  /** Whether it is the same thing in other files of its language. */
  readonly isShared: boolean;
}

/** A place where a subject stands. */
export interface Occurrence {
  readonly span: Span;
  /** Whether the thing is set there, or only used. */
  readonly kind: 'definition' | 'use';
}

/** The kinds of words that are told besides the grammar's, by the names that the protocol has for them. */
export const semanticTokenTypes = ['property', 'regexp', 'string', 'number'] as const;

/** A word on one line that the grammar can't know. */
export interface SemanticToken {
  readonly span: Span;
  readonly type: (typeof semanticTokenTypes)[number];
  /** It has no effect. */
  readonly isVoid: boolean;
}

/** What a text names, in its order: bare lists, for a workspace has some hundred thousand. */
export interface NameList {
  /** As written, and never empty. */
  readonly names: readonly string[];
  /** Where each begins. */
  readonly starts: readonly number[];
}

/**
 * What becomes of the lines in which an entry goes on: they stay, are indented alike, or are joined with the first one where
 * no comment stands between and the line does not get long.
 */
export const continuationStyles = ['keep', 'indent', 'join'] as const;
export type ContinuationStyle = (typeof continuationStyles)[number];

export interface FormatOptions {
  /** Whether the values of neighbouring lines begin in one column; else one blank stands before each. */
  readonly align: boolean;
  /** In policy tables; a value of main.cf may be a text in which blanks count. */
  readonly continuation: ContinuationStyle;
}

/** What the adapters can ask of a document besides its findings. Never fails; spans count in the document's text. */
export interface Structure<Document extends ParsedDocument = ParsedDocument> {
  /**
   * The sections and what stands in them, in the order of the text.
   *
   * @param most how many sections, and how many things in them, are told; of more, the first ones.
   */
  outline(document: Document, most: number): readonly OutlineItem[];
  folds(document: Document): readonly Fold[];
  /** What kind of thing the names of `names` are. */
  readonly nameKind: 'entry' | 'parameter';
  /** The names of a text, for whoever wants nothing else of it. */
  names(text: string, options: ParseOptions): NameList;
  /**
   * What an editor selects step by step, from the word at the offset to the whole text: each span holds the one before, and
   * is longer. Never empty.
   */
  selections(document: Document, offset: number): readonly Span[];
  /**
   * The words in a span that no grammar can know, in the order of the text.
   *
   * @param most how many things in the span are looked at; of more, the first ones.
   */
  tokens(document: Document, within: Span, most: number): readonly SemanticToken[];
  /** What stands at the offset; null where nothing is meant that could stand elsewhere. */
  subjectAt(document: Document, offset: number): Subject | null;
  /** Where a subject stands, the first `most` places in the order of the text. */
  occurrences(document: Document, subject: Subject, most: number): readonly Occurrence[];
  /**
   * Edits that change nothing that Postfix reads, in the order of the text; none where all is well. Formatting what they
   * make changes nothing more.
   */
  format(document: Document, options: FormatOptions): readonly TextEdit[];
}
