import { t } from '../../text/translate';
import { isOptionOn, type OnePattern } from '../pattern-parts';
import { patternFlags } from './pattern-entry';
import { type Dialect, regexpItems } from './regexp-items';
import { regexpSyntaxError } from './regexp-syntax';
import { quoted } from './rule';

/** Why Postfix can't read a pattern; `from` and `to` count as the pattern does. */
export interface PatternProblem {
  readonly from: number;
  readonly to: number;
  /** The begin of a sentence. */
  readonly why: string;
  readonly advice: string;
}

/** What is wrong with a pattern of a rule or an `if`. Where the dialect is not known, only what neither takes is wrong. */
export function patternProblem(pattern: OnePattern, dialects: readonly Dialect[]): PatternProblem | null {
  const { body, bodyFrom, isClosed, flags, flagsFrom } = pattern;
  if (!isClosed) {
    return {
      from: bodyFrom - 1,
      to: bodyFrom + body.length,
      why: t('The pattern has no second delimiter ("no closing regexp delimiter")'),
      advice: t('Close it behind the last character of the pattern.'),
    };
  }
  const unknown = firstOutside(flags, dialects.map((dialect) => patternFlags[dialect]).join(''));
  if (unknown >= 0) {
    return {
      from: flagsFrom + unknown,
      to: flagsFrom + unknown + 1,
      why: t(
        '{0} tables know no option {1} ("unknown regexp option")',
        dialects.join(' and '),
        quoted(flags.charAt(unknown)),
      ),
      advice: t(
        'Write a blank before the result; the options are {0}.',
        dialects.map((dialect) => patternFlags[dialect]).join(' or '),
      ),
    };
  }
  const errors = dialects.map((dialect) =>
    dialect === 'regexp' && isExtended(flags)
      ? null
      : regexpSyntaxError(withoutComment(pattern, dialect), dialect, flags),
  );
  const [at] = errors;
  if (at === undefined || at === null || errors.includes(null)) return null;
  return {
    from: bodyFrom + at,
    to: bodyFrom + at + 1,
    why: t('{0} is not possible here in a regular expression', quoted(body.charAt(at))),
    advice: t('Write a backslash before it if the character itself is meant, or close what it opens.'),
  };
}

/** Whether the option `x` is on: basic expressions in regexp: tables, which nobody looks at here, blanks and comments in pcre: tables. */
export function isExtended(flags: string): boolean {
  return isOptionOn(flags, 'x');
}

function withoutComment({ body, flags }: OnePattern, dialect: Dialect): string {
  if (!isExtended(flags) || !body.includes('#')) return body;
  const comment = regexpItems(body, dialect).find(({ kind, text }) => kind === 'character' && text === '#');
  return body.slice(0, comment?.from);
}

/** The index of the first character that is none of the known ones; -1 without such a one. */
function firstOutside(text: string, known: string): number {
  for (let index = 0; index < text.length; index++) if (!known.includes(text.charAt(index))) return index;
  return -1;
}
