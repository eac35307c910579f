/**
 * A value of main.cf as mac_parse() and mac_expand() of Postfix read it: text, and what stands behind `$`. A branch of a
 * conditional is read with the rest, and counts only where it is taken.
 */
export type Expression = readonly Part[];

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | Reference
  | Conditional
  | Call
  /** Where Postfix ends with a fatal error as soon as it comes here. */
  | { readonly kind: 'defect'; readonly defect: ExpressionDefect };

/** `$name`, `${name}` or `$(name)`. */
export interface Reference {
  readonly kind: 'reference';
  readonly name: string;
  /** Of the name, in the text that was read. */
  readonly start: number;
}

/** `${name?{a}:{b}}` or `${{left} == {right}?{a}:{b}}`; a missing branch is empty. */
export interface Conditional {
  readonly kind: 'conditional';
  readonly test: Reference | Comparison;
  readonly yes: Expression;
  readonly no: Expression;
}

export interface Comparison {
  readonly kind: 'comparison';
  readonly left: Expression;
  readonly operator: string;
  readonly right: Expression;
}

/** `${domain_to_ascii{argument}}`, since Postfix 3.11. */
export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly argument: Expression;
  readonly start: number;
}

/** What is wrong with what stands behind a `$`. */
export interface ExpressionDefect {
  readonly kind: 'unclosed' | 'no-name' | 'bad-name' | 'no-operator' | 'bad-operator' | 'no-operand' | 'unexpected';
  /** Of the culprit, in the text that was read. */
  readonly start: number;
  readonly end: number;
}

/** The operators between two texts in braces; with `level` behind them they compare releases (Postfix 3.6 and newer). */
export const comparisonOperators: ReadonlySet<string> = new Set(
  ['==', '!=', '<', '<=', '>', '>='].flatMap((operator) => [operator, `${operator}level`]),
);
