import { isOptionOn } from '../pattern-parts';
import { classSyntaxError } from './regexp-class';
import { type Dialect, type RegexpItem, regexpItems } from './regexp-items';
import { referenceError } from './regexp-references';

/**
 * Where a dialect can't read a regular expression: a parenthesis, bracket or brace that is not closed, an operator that
 * has nothing to repeat, a range or name of characters that is none, or a reference to a group that is not there. Null where nothing of that kind is wrong. Groups with `(?` are taken for right in both dialects,
 * because another rule tells what they mean in POSIX.
 *
 * @param flags what stands behind the pattern.
 */
export function regexpSyntaxError(body: string, dialect: Dialect, flags = ''): number | null {
  const open: number[] = [];
  let before: Before = 'nothing';
  const items = regexpItems(body, dialect);
  // Each `i` toggles what is on from the start.
  const isFolded = !isOptionOn(flags, 'i');
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item === undefined) break;
    if (!item.isClosed) return item.from;
    if (item.kind === 'class') {
      const wrong = classSyntaxError(item, dialect, isFolded);
      if (wrong !== null) return item.from + wrong;
    }
    const { text, from } = item;
    if (item.kind !== 'character') before = 'atom';
    else if (text === '(') {
      open.push(from);
      before = 'nothing';
    } else if (text === ')') {
      // POSIX takes one without a partner for the character itself.
      if (open.pop() === undefined && dialect === 'pcre') return from;
      before = 'atom';
    } else if (/[|^$]/.test(text)) before = 'nothing';
    else {
      const length = repetition(body, item, dialect);
      if (length === null) return from;
      if (length === 0) before = 'atom';
      else if (isGroupOption(body, from, dialect)) before = 'nothing';
      else {
        const after = afterRepetition(before, text, dialect);
        if (after === null) return from;
        before = after;
        index += length - 1;
      }
    }
  }
  return open.at(-1) ?? referenceError(items, body, dialect);
}

/** What stands before a place: nothing that can be repeated, something, or what is repeated, with a `?` or `+` of Perl's. */
type Before = 'nothing' | 'atom' | 'repeated' | 'closed';

/** What stands before the next place when an operator has repeated what stood before; null where it can't. */
function afterRepetition(before: Before, operator: string, dialect: Dialect): Before | null {
  if (before === 'nothing') return null;
  if (dialect === 'regexp') return 'repeated';
  if (before === 'atom') return 'repeated';
  return before === 'repeated' && (operator === '?' || operator === '+') ? 'closed' : null;
}

/** How many characters an operator that repeats has; 0 for any other character, null for braces that can't be read. */
function repetition(body: string, { text, from }: RegexpItem, dialect: Dialect): number | null {
  if (text === '*' || text === '+' || text === '?') return 1;
  if (text !== '{') return 0;
  const [braces, low = '', comma, high = ''] = /^\{(\d*)(,?)(\d*)\}/.exec(body.slice(from, from + 30)) ?? [];
  const isPerl = braces !== undefined && low !== '';
  // Perl takes other braces for characters.
  if (dialect === 'pcre' && !isPerl) return 0;
  if (braces === undefined || braces === '{}') return null;
  const isOrdered = comma === '' || low === '' || high === '' || Number(low) <= Number(high);
  const most = dialect === 'pcre' ? 65_535 : 32_767;
  return isOrdered && Number(low) <= most && Number(high) <= most ? braces.length : null;
}

/** `(?:`, `(*UTF)`, `(*pla:`. */
function isGroupOption(body: string, from: number, dialect: Dialect): boolean {
  if (body[from - 1] !== '(' || body[from - 2] === '\\') return false;
  if (body[from] === '?') return true;
  return (
    body[from] === '*' &&
    dialect === 'pcre' &&
    /^\*(?:[A-Z_]+(?:[:=][^)]*)?\)|[a-z_]{3,}:)/.test(body.slice(from, from + 60))
  );
}
