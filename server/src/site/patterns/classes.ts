import { t } from '../../text/translate';
import { Unsupported } from './node';

const named: Readonly<Record<string, RegExp>> = {
  alpha: /[a-z]/i,
  digit: /\d/,
  alnum: /[a-z\d]/i,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[ \t-\r]/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[\da-f]/i,
  cntrl: /[\0-\x1f\x7f]/,
  graph: /[!-~]/,
  print: /[ -~]/,
};

/** What `\d`, `\w` and `\s` stand for, and in upper case what they do not. */
const short: Readonly<Record<string, RegExp>> = { d: /\d/, w: /\w/, s: /[ \t-\r]/ };

export type Test = (character: string) => boolean;

/** The test of a class escape; null for any other letter. */
export function classEscape(letter: string): Test | null {
  const known = short[letter.toLowerCase()];
  if (known === undefined) return null;
  return letter === letter.toLowerCase() ? (character) => known.test(character) : (character) => !known.test(character);
}

/** The test of a bracket expression, its brackets included. */
export function bracketTest(text: string, dialect: 'regexp' | 'pcre', ignoresCase: boolean): Test {
  const isNegated = text[1] === '^';
  const body = text.slice(isNegated ? 2 : 1, -1);
  const tests: Test[] = [];
  for (let at = 0; at < body.length; ) {
    const name = /^\[:(\^?)([a-z]+):\]/.exec(body.slice(at));
    if (name !== null) {
      tests.push(namedTest(name[2] ?? '', name[1] === '^', ignoresCase));
      at += name[0].length;
      continue;
    }
    if (/^\[[.=]/.test(body.slice(at))) throw new Unsupported(t('a collating element'));
    const escape = dialect === 'pcre' && body[at] === '\\' ? classEscape(body.charAt(at + 1)) : null;
    if (escape !== null) {
      tests.push(escape);
      at += 2;
      continue;
    }
    const from = literalAt(body, at, dialect);
    at += from.length;
    if (body[at] === '-' && at + 1 < body.length) {
      const to = literalAt(body, at + 1, dialect);
      at += 1 + to.length;
      tests.push(rangeTest(from.character, to.character, ignoresCase));
    } else tests.push(rangeTest(from.character, from.character, ignoresCase));
  }
  const holds = (character: string): boolean => tests.some((test) => test(character));
  return isNegated ? (character) => !holds(character) : holds;
}

function namedTest(name: string, isNegated: boolean, ignoresCase: boolean): Test {
  const known = named[name];
  if (known === undefined) throw new Unsupported(t('the class {0}', name));
  const wanted = ignoresCase && (name === 'upper' || name === 'lower') ? /[a-z]/i : known;
  return (character) => wanted.test(character) !== isNegated;
}

function literalAt(
  body: string,
  at: number,
  dialect: 'regexp' | 'pcre',
): { readonly character: string; readonly length: number } {
  if (dialect !== 'pcre' || body[at] !== '\\') return { character: body.charAt(at), length: 1 };
  const escaped = body.charAt(at + 1);
  if (/[a-z\d]/i.test(escaped) || escaped === '') throw new Unsupported(t('{0} in brackets', `\\${escaped}`));
  return { character: escaped, length: 2 };
}

function rangeTest(from: string, to: string, ignoresCase: boolean): Test {
  const holds = (character: string): boolean => character >= from && character <= to;
  if (!ignoresCase) return holds;
  return (character) => holds(character.toLowerCase()) || holds(character.toUpperCase());
}
