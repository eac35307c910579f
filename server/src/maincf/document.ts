import type { ParsedDocument } from '../language/rule';
import type { LogicalLine } from '../text/logical-lines';
import type { Span } from '../text/span';

export interface MainCfDocument extends ParsedDocument {
  /** One for each logical line, in the order of the file. */
  readonly parameters: readonly Parameter[];
  /** The setting in force for each name: the last one that Postfix reads. */
  readonly effective: ReadonlyMap<string, Parameter>;
}

/** One logical line of main.cf: `name = value`, or what stands in its place. */
export interface Parameter {
  readonly line: LogicalLine;
  readonly name: Word;
  /** Outer blanks left out, `$` as written; the span is empty, behind the `=`, for an empty value. */
  readonly value: Word;
  /** Why Postfix does not read it; the last two are fatal for every program. Null for a setting. */
  readonly defect: 'indented' | 'missing-equals' | 'missing-name' | null;
}

export interface Word {
  readonly text: string;
  readonly span: Span;
}
