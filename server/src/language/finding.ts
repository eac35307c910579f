import type { Span, TextEdit } from '../text/span';

/** How bad the consequence is, by the rules of docs/architecture.md; the words are those of the JSON output. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A change that mends a finding. */
export interface Fix {
  /** Imperative, as an editor's menu shows it: `Move the comment to the line above`. */
  readonly title: string;
  /** True only when Postfix does the same after it, or does what was written where it deferred mail before. */
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

/** Another place that a finding is about, such as the first of two equal keys. */
export interface RelatedPlace {
  readonly span: Span;
  readonly message: string;
}

/** One mistake in one document, as a rule reports it. */
export interface Finding {
  /** The permanent id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, what Postfix does because of it, and what to write instead. */
  readonly message: string;
  /** Inside one logical line, without the final line break, as narrow as the culprit. */
  readonly span: Span;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
}
