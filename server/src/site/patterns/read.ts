import { type Dialect, type RegexpItem, regexpItems } from '../../policy/rules/regexp-items';
import { t } from '../../text/translate';
import { bracketTest, classEscape } from './classes';
import { type Node, type Place, Unsupported } from './node';

const isWord = (character: string | undefined): boolean => character !== undefined && /\w/.test(character);
const atStart: Place = (_text, at) => at === 0;
const atEnd: Place = (text, at) => at === text.length;
const atEdge: Place = (text, at) => isWord(text[at - 1]) !== isWord(text[at]);
/** Postfix gives keys without line ends, so `$` and `\Z` have one meaning. */
const places: Readonly<Record<string, Place>> = {
  A: atStart,
  Z: atEnd,
  z: atEnd,
  b: atEdge,
  B: (text, at) => !atEdge(text, at),
};
/** The programs of a host's name stay small; a longer repetition than this is left to Postfix. */
const mostRepetitions = 300;

export interface ReadPattern {
  readonly root: Node;
  readonly groups: number;
}

/**
 * Reads what both dialects have in common, as they mean it.
 *
 * @throws Unsupported on look-around, back references, inline options and other things that are seldom.
 */
export function readRegexp(body: string, dialect: Dialect, ignoresCase: boolean): ReadPattern {
  const items = regexpItems(body, dialect);
  let next = 0;
  let groups = 0;

  function choice(): Node {
    const options = [sequence()];
    while (items[next]?.text === '|' && items[next]?.kind === 'character') {
      next++;
      options.push(sequence());
    }
    return options.length === 1 ? (options[0] ?? empty) : { kind: 'choice', options };
  }

  function sequence(): Node {
    const parts: Node[] = [];
    for (let item = items[next]; item !== undefined && !isEnd(item); item = items[next])
      parts.push(repeated(atom(item)));
    return { kind: 'sequence', parts };
  }

  function isEnd({ kind, text }: RegexpItem): boolean {
    return kind === 'character' && (text === '|' || (text === ')' && open > 0));
  }

  let open = 0;
  function atom(item: RegexpItem): Node {
    next++;
    if (item.kind === 'class') return { kind: 'test', test: bracketTest(item.text, dialect, ignoresCase) };
    if (item.kind === 'escape') return escape(item.text.charAt(1));
    if (item.text === '(') return group();
    if (item.text === '^') return { kind: 'place', place: atStart };
    if (item.text === '$') return { kind: 'place', place: atEnd };
    if (item.text === '.') return { kind: 'test', test: () => true };
    if (/[*+?]/.test(item.text)) throw new Unsupported(t('an operator without anything to repeat'));
    return literal(item.text);
  }

  function group(): Node {
    const isOption = items[next]?.text === '?' && items[next]?.kind === 'character';
    if (isOption && items[next + 1]?.text !== ':') throw new Unsupported(t('a group with options'));
    if (isOption && dialect === 'regexp') throw new Unsupported(t('a group of Perl'));
    if (isOption) next += 2;
    const number = isOption ? null : ++groups;
    open++;
    const of = choice();
    open--;
    if (items[next]?.text !== ')') throw new Unsupported(t('an open group'));
    next++;
    return { kind: 'group', of, number };
  }

  function escape(letter: string): Node {
    const test = classEscape(letter);
    if (test !== null && (dialect === 'pcre' || !/d/i.test(letter))) return { kind: 'test', test };
    const place = places[letter];
    if (place !== undefined && (dialect === 'pcre' || /b/i.test(letter))) return { kind: 'place', place };
    if (letter === '' || /[a-z\d<>`']/i.test(letter)) throw new Unsupported(`\\${letter}`);
    return literal(letter);
  }

  function literal(character: string): Node {
    if (!ignoresCase) return { kind: 'test', test: (other) => other === character };
    const folded = character.toLowerCase();
    return { kind: 'test', test: (other) => other.toLowerCase() === folded };
  }

  function repeated(node: Node): Node {
    const item = items[next];
    const bounds = item?.kind === 'character' ? boundsOf(body.slice(item.from)) : null;
    if (bounds === null) return node;
    if (node.kind === 'place') throw new Unsupported(t('an anchor that is repeated'));
    next += bounds.length;
    const after = items[next]?.kind === 'character' ? items[next]?.text : undefined;
    const lazy = after === '?' && dialect === 'pcre';
    if (lazy) next++;
    else if (dialect === 'pcre' && after === '+') throw new Unsupported(t('a possessive operator'));
    if (Math.max(bounds.least, bounds.most ?? 0) > mostRepetitions) throw new Unsupported(t('a long repetition'));
    return repeated({ kind: 'repeat', of: node, least: bounds.least, most: bounds.most, lazy });
  }

  const root = choice();
  if (next < items.length) throw new Unsupported(t('a parenthesis without a partner'));
  return { root, groups };
}

const empty: Node = { kind: 'sequence', parts: [] };

/** What stands there as an operator that repeats, and how many characters it has. */
function boundsOf(
  text: string,
): { readonly least: number; readonly most: number | null; readonly length: number } | null {
  if (text.startsWith('*')) return { least: 0, most: null, length: 1 };
  if (text.startsWith('+')) return { least: 1, most: null, length: 1 };
  if (text.startsWith('?')) return { least: 0, most: 1, length: 1 };
  const [whole, low = '', comma, high = ''] = /^\{(\d{1,6})(,?)(\d{0,6})\}/.exec(text.slice(0, 20)) ?? [];
  if (whole === undefined) {
    if (text.startsWith('{')) throw new Unsupported(t('braces that are no bounds'));
    return null;
  }
  const least = Number(low);
  return { least, most: comma === '' ? least : high === '' ? null : Number(high), length: whole.length };
}
