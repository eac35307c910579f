import type { TextSource } from '../text/text-source';
import type { Consumers } from './consumers';
import type { Finding, Severity } from './finding';
import type { LiveDocument } from './live-document';
import type { PostfixVersions } from './postfix-versions';
import type { ParsedDocument, RuleInfo } from './rule';

/** What is known about a file besides its text. */
export interface ParseOptions {
  /** The lookup table type by which main.cf names the file (`hash`, `texthash`, `pcre`); null: judge by the content. */
  readonly tableType: string | null;
}

export interface CheckOptions {
  /** Severities by rule id that replace the rule's own; `off` silences the rule. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  /** The Postfix releases that read the file, where a setting names them; a comment in the file comes first. */
  readonly postfixVersions?: PostfixVersions;
  /** The consumers of a shared list, where a setting names them; a comment in the file comes first. */
  readonly consumers?: Consumers;
}

export const defaultParseOptions: ParseOptions = { tableType: null };
export const defaultCheckOptions: CheckOptions = { severities: {} };

/** The name of a language on the command line and in reports. */
export type LanguageName = 'policy' | 'main-cf' | 'master-cf';

/**
 * One of the languages, as plain functions over plain values. The adapters (`lsp/`, `cli/`) use nothing else, and so never
 * ask which language they have.
 */
export interface Language<Document extends ParsedDocument = ParsedDocument> {
  /** The language id in editors. */
  readonly id: 'postfix-tls-policy' | 'postfix-main-cf' | 'postfix-master-cf';
  readonly name: LanguageName;
  readonly title: string;
  /** Whether a file of this name (without folders) is in this language. */
  matches(fileName: string): boolean;
  /** The registry, in the order of the documentation. */
  readonly rules: readonly RuleInfo[];
  /** Never fails: a broken line does not hide the next one. */
  parse(text: string, options?: ParseOptions): Document;
  /** The findings in the order of their place. */
  check(document: Document, options?: CheckOptions): readonly Finding[];
  /** The findings of a text, for whoever wants nothing else of it; quicker than `check` after `parse`. */
  checkText(text: string, parseOptions: ParseOptions, checkOptions: CheckOptions): readonly Finding[];
  /** The same for a text that is edited, without doing all of it again at each keystroke. */
  follow(text: TextSource, parseOptions: ParseOptions, checkOptions: CheckOptions): LiveDocument;
}
