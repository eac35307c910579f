import type { Span } from '../text/span';
import type { PolicyValue } from './entry';

/** A word of a value and its place in the document. */
export interface Token {
  readonly text: string;
  readonly span: Span;
}

/** One `name=value`, or what stands in its place. */
export interface AttributeNode {
  /** The whole word, braces included. */
  readonly token: Token;
  /** As written; empty where the word begins with `=`. */
  readonly name: Token;
  /** Null where `=` is missing. */
  readonly value: Token | null;
  /** `{ name = value }`, Postfix 3.10 and newer. */
  readonly braced: boolean;
}

/** Text after ` #`, which its writer took for a comment and Postfix takes for attributes. */
export interface TrailingComment {
  readonly text: string;
  readonly span: Span;
}

/** What follows the key of a policy line. */
export interface ValueNode {
  /** From the first word to the last; empty, at the end of the key, without any. */
  readonly span: Span;
  readonly level: Token | null;
  readonly attributes: readonly AttributeNode[];
  readonly trailingComments: readonly TrailingComment[];
  /** In the order of their place. Empty exactly when Postfix takes the value as it stands. */
  readonly problems: readonly ValueProblem[];
  /** What Postfix uses; null where a problem makes it defer the mail, and for a bare key. */
  readonly value: PolicyValue | null;
  /**
   * What the writer wanted, mistakes mended where that is clear: a misspelt level is the nearest one, and attributes that
   * Postfix would refuse are left out. Equals `value` where that is not null; null without any level.
   */
  readonly meant: PolicyValue | null;
}

/** A mistake in a value, without words for it: the rules have those. */
export interface ValueProblem {
  readonly kind: ValueProblemKind;
  readonly span: Span;
  /** The attribute that it is about; absent for problems of the level and for trailing comments. */
  readonly attribute?: AttributeNode;
}

export type ValueProblemKind =
  /** Only separators: `invalid empty policy`. */
  | 'empty'
  | 'unknown-level'
  | 'trailing-comment'
  | 'missing-equals'
  | 'missing-name'
  | 'unknown-attribute'
  | 'attribute-not-allowed'
  | 'repeated-attribute'
  | 'empty-attribute-value'
  /** Not one of the words that the attribute takes, or not the digits or the host name that it takes. */
  | 'bad-word'
  | 'bad-server-name'
  /** `policy_ttl` and its like without `policy_type`: `built-in policy has unexpected attribute`. */
  | 'missing-policy-type'
  /** At level none Postfix ignores the attribute with a warning. */
  | 'ignored-attribute';
