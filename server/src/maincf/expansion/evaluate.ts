import { domainToASCII } from 'node:url';
import { compare } from './compare';
import type { Call, Conditional, Expression, ExpressionDefect, Part } from './expression';

/** What an expression comes to. */
export type Outcome =
  | { readonly kind: 'value'; readonly text: string }
  /** The value depends on the machine, the build or the release, by way of this parameter. */
  | { readonly kind: 'unknown'; readonly name: string }
  /** Every program that reads the value ends with a fatal error. */
  | { readonly kind: 'fatal'; readonly fault: Fault };

export type Fault =
  /** What stands behind a `$` can't be read; in the value of this parameter, null for the text itself. */
  | { readonly kind: 'syntax'; readonly parameter: string | null; readonly defect: ExpressionDefect }
  /** A parameter that uses itself: the names from it round to it again. */
  | { readonly kind: 'cycle'; readonly names: readonly string[] }
  /** More than a hundred parameters, each used by the one before. */
  | { readonly kind: 'nesting'; readonly parameter: string }
  /** A comparison of what is no release, or of too large a number. */
  | { readonly kind: 'comparison'; readonly left: string; readonly right: string }
  /** A function that this Postfix does not have. */
  | { readonly kind: 'function'; readonly name: string };

/** Where the evaluation finds the values as they are written. */
export interface Scope {
  /** The texts that may stand for a name, read: more than one where the releases differ. Null: not known. Undefined names: an empty text. */
  readonly rawOf: (name: string) => readonly Raw[] | null;
  /** Whether the value of a parameter is used as it is, without expansion. */
  readonly hasFunctions: boolean | null;
}

export interface Raw {
  readonly text: string;
  readonly expression: Expression;
  /** Some values are expanded at delivery, with other names. */
  readonly expands: boolean;
}

/** As deep as mac_expand() of Postfix goes. */
const deepest = 100;
/** A value that grows beyond this by expansion counts as unknown. */
const longest = 100_000;

/** Ends an evaluation; never leaves this file. */
class Ended extends Error {
  constructor(readonly outcome: Outcome) {
    super(outcome.kind);
  }
}

export interface Evaluator {
  readonly expand: (expression: Expression) => Outcome;
  readonly value: (name: string) => Outcome;
}

/** Evaluates values and keeps them: the same names come again and again. */
export function createEvaluator(scope: Scope): Evaluator {
  const outcomes = new Map<string, Outcome>();
  const texts = new Map<string, string>();
  /** Made once for a name: an error notes where it was made, which takes longer than all else here. */
  const ends = new Map<string, Ended>();
  /** The names whose values are being expanded, the outermost first. */
  const open: string[] = [];

  function unknown(name: string): Ended {
    const end = ends.get(name) ?? new Ended({ kind: 'unknown', name });
    ends.set(name, end);
    return end;
  }

  function textOf(name: string): string {
    const known = texts.get(name);
    if (known !== undefined) return known;
    const first = open.indexOf(name);
    if (first >= 0) throw fatal({ kind: 'cycle', names: [...open.slice(first), name] });
    if (open.length > deepest) throw fatal({ kind: 'nesting', parameter: name });
    const raws = scope.rawOf(name);
    if (raws === null) throw unknown(name);
    open.push(name);
    const found = new Set(raws.map(({ text, expression, expands }) => (expands ? expandAll(expression) : text)));
    open.pop();
    const [only] = found;
    if (only === undefined || found.size > 1) throw unknown(name);
    texts.set(name, only);
    return only;
  }

  function expandAll(expression: Expression): string {
    let whole = '';
    for (const part of expression) {
      whole += expandPart(part);
      if (whole.length > longest) throw unknown(open.at(-1) ?? '');
    }
    return whole;
  }

  function expandPart(part: Part): string {
    switch (part.kind) {
      case 'text':
        return part.text;
      case 'reference':
        return textOf(part.name);
      case 'conditional':
        return expandAll(holds(part.test) ? part.yes : part.no);
      case 'call':
        return callOf(part);
      case 'defect':
        throw fatal({ kind: 'syntax', parameter: open.at(-1) ?? null, defect: part.defect });
    }
  }

  function holds(test: Conditional['test']): boolean {
    if (test.kind === 'reference') return isSet(test.name);
    const [left, right] = [expandAll(test.left), expandAll(test.right)];
    const result = compare(left, test.operator, right);
    if (result === null) throw fatal({ kind: 'comparison', left, right });
    return result;
  }

  /** By the text as it is written: `$empty` is not empty. */
  function isSet(name: string): boolean {
    const found = new Set(scope.rawOf(name)?.map(({ text }) => text !== ''));
    const [only] = found;
    if (only === undefined || found.size > 1) throw unknown(name);
    return only;
  }

  function callOf({ name, argument }: Call): string {
    if (scope.hasFunctions === null) throw unknown(name);
    if (!scope.hasFunctions || name !== 'domain_to_ascii') throw fatal({ kind: 'function', name });
    return domainToASCII(expandAll(argument));
  }

  function outcomeOf(evaluate: () => string): Outcome {
    try {
      return { kind: 'value', text: evaluate() };
    } catch (error) {
      open.length = 0;
      if (error instanceof Ended) return error.outcome;
      throw error;
    }
  }

  return {
    expand: (expression) => outcomeOf(() => expandAll(expression)),
    value: (name) => {
      const known = outcomes.get(name);
      if (known !== undefined) return known;
      const outcome = outcomeOf(() => textOf(name));
      outcomes.set(name, outcome);
      return outcome;
    },
  };
}

function fatal(fault: Fault): Ended {
  return new Ended({ kind: 'fatal', fault });
}
