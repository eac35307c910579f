import type { ParsedDocument } from '../language/rule';
import type { TableType } from '../postfix/table-types';
import type { CommentLine, LogicalLine } from '../text/logical-lines';
import type { PolicyKey } from './key';
import type { ValueNode } from './value-node';

/** A parsed policy table. */
export interface PolicyDocument extends ParsedDocument {
  readonly text: string;
  readonly lines: readonly LogicalLine[];
  readonly comments: readonly CommentLine[];
  /** The lookup table type that main.cf or a setting names; null where nobody did. */
  readonly tableType: TableType | null;
  /** Whether the lines hold patterns: by the type, else by the content. */
  readonly hasPatterns: boolean;
  /** One for each logical line, except `if` and `endif` of pattern tables. */
  readonly entries: readonly PolicyEntry[];
  /** The entries with a key, given in lower case, where somebody keeps an index of them; in the order of the file. */
  readonly named?: (key: string) => readonly PolicyEntry[];
  /** The entries that may have the name of a server, plain as `plainName` makes it, likewise. */
  readonly using?: (name: string) => readonly PolicyEntry[];
}

/** One logical line with a key, with or without a value. */
export interface PolicyEntry {
  readonly line: LogicalLine;
  readonly key: PolicyKey;
  readonly value: ValueNode;
  /**
   * Why Postfix drops the line: it is indented though nothing stands before it, a quote in the key is not closed, or
   * there is no value. Null for a line that is stored.
   */
  readonly dropped: 'indented' | 'unbalanced-quote' | 'missing-value' | null;
}
