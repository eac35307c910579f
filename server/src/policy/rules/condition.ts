import { skipSpace } from '../../text/ascii';
import type { LogicalLine } from '../../text/logical-lines';
import { t } from '../../text/translate';
import type { PolicyDocument } from '../document';
import { type OnePattern, readCondition } from '../pattern-parts';
import { dialectsOf } from './pattern-entry';
import { type PatternProblem, patternProblem } from './pattern-problem';
import { type Dialect, regexpItems } from './regexp-items';
import { quoted } from './rule';

/** What stands behind an `if`. */
export interface Condition {
  /** Null where Postfix can't read it, and leaves the line out. */
  readonly pattern: OnePattern | null;
  /** Why it can't, where there is a pattern; counted as the line's text. */
  readonly problem: PatternProblem | null;
  /** Where text begins that Postfix ignores with a warning. */
  readonly end: number;
}

/** Reads the condition of a line whose first word is `if`, as dict_regexp_parseline() does. */
export function conditionOf({ text }: LogicalLine, { tableType }: PolicyDocument): Condition {
  const from = skipSpace(text, skipSpace(text, 0) + 'if'.length);
  const { patterns, end } = readCondition(text, from);
  const [pattern] = patterns;
  if (pattern === undefined) return { pattern: null, problem: null, end };
  const dialects = dialectsOf(tableType);
  const isSecondRefused = text[end] === '!' && !dialects.includes('regexp');
  const problem = isSecondRefused
    ? secondPattern(end)
    : (patternProblem(pattern, dialects) ?? groupOfPerl(pattern, dialects));
  return { pattern: problem === null ? pattern : null, problem, end };
}

function secondPattern(at: number): PatternProblem {
  return {
    from: at,
    to: at + 1,
    why: t('An if has one pattern ("unknown regexp option "!"")'),
    advice: t('Write another if block inside of this one.'),
  };
}

/** In rules that is a finding of its own. */
function groupOfPerl({ body, bodyFrom }: OnePattern, dialects: readonly Dialect[]): PatternProblem | null {
  if (dialects.includes('pcre')) return null;
  const group = regexpItems(body, 'regexp').find(
    ({ kind, text, from }) => kind === 'character' && text === '(' && body[from + 1] === '?',
  );
  if (group === undefined) return null;
  return {
    from: bodyFrom + group.from,
    to: bodyFrom + group.from + 2,
    why: t('{0} is for pcre tables only ("Invalid preceding regular expression")', quoted('(?')),
    advice: t('Write plain parentheses, or make it a pcre table.'),
  };
}
