import { defaultParseOptions, type ParseOptions } from '../language/language';
import { isPatternType, isTableType } from '../postfix/table-types';
import { isSpaceCode, skipSpace } from '../text/ascii';
import { foldCase } from '../text/fold-case';
import { type LogicalLine, spanInLine, splitLogicalLines } from '../text/logical-lines';
import type { PolicyDocument, PolicyEntry } from './document';
import { makeKey, makePattern } from './key';
import { isBlockLine, looksLikePatternTable, patternEnd } from './pattern';
import { parseValue } from './value';
import type { ValueNode, ValueProblem } from './value-node';

/** Parses a policy table. Never fails: what Postfix would drop is kept and marked. */
export function parsePolicy(text: string, options: ParseOptions = defaultParseOptions): PolicyDocument {
  const { lines, comments } = splitLogicalLines(text);
  const facts = tableFacts(lines, options);
  const entries: PolicyEntry[] = [];
  for (const line of lines) {
    const entry = parseLine(line, facts);
    if (entry !== null) entries.push(entry);
  }
  return { text, lines, comments, ...facts, entries };
}

/** What the lines of a table have in common; its first `decidingLines` lines tell it. */
export type TableFacts = Pick<PolicyDocument, 'tableType' | 'hasPatterns'>;

export function tableFacts(lines: readonly LogicalLine[], options: ParseOptions): TableFacts {
  const tableType = options.tableType !== null && isTableType(options.tableType) ? options.tableType : null;
  return { tableType, hasPatterns: tableType === null ? looksLikePatternTable(lines) : isPatternType(tableType) };
}

/** The entry of one logical line, which depends on nothing else; null for `if` and `endif` of pattern tables. */
export function parseLine(line: LogicalLine, { hasPatterns }: TableFacts): PolicyEntry | null {
  if (!hasPatterns) return parseEntry(line);
  return isBlockLine(line.text) ? null : parsePatternEntry(line);
}

/** The key under which a line's entry is stored and asked for, without reading its value; null for one without entry. */
export function keyOfLine(line: LogicalLine, { hasPatterns }: TableFacts): string | null {
  const { text } = line;
  const from = line.indented ? skipSpace(text, 0) : 0;
  if (!hasPatterns) {
    const { end, isFolded } = keyEnd(text, from);
    return isFolded ? text.slice(from, end) : foldCase(text.slice(from, end));
  }
  return isBlockLine(text) ? null : text.slice(from, patternEnd(text, from));
}

/** postmap(1): the key ends at the first whitespace outside double quotes; the value is the rest without outer blanks. */
function parseEntry(line: LogicalLine): PolicyEntry {
  const { key, end, dropped } = readKey(line);
  return { line, key, value: parseValue(line, end, line.text.length), dropped };
}

/** The key of a line of an indexed or text table, where it ends, and what that alone tells of the line's fate. */
export function readKey(line: LogicalLine): Pick<PolicyEntry, 'key' | 'dropped'> & { readonly end: number } {
  const { text } = line;
  const from = line.indented ? skipSpace(text, 0) : 0;
  const { end, isBalanced, isFolded } = keyEnd(text, from);
  const written = text.slice(from, end);
  const key = makeKey(written, spanInLine(line, from, end), isFolded ? written : foldCase(written));
  return { key, end, dropped: whyDropped(line, end, isBalanced) };
}

function parsePatternEntry(line: LogicalLine): PolicyEntry {
  const { text } = line;
  const from = line.indented ? skipSpace(text, 0) : 0;
  const end = patternEnd(text, from);
  const key = makePattern(text.slice(from, end), spanInLine(line, from, end));
  const value = parseValue(line, end, text.length);
  const isKnown = !text.includes('$', end);
  return { line, key, value: isKnown ? value : withoutGuesses(value), dropped: whyDropped(line, end, true) };
}

/** What `$1` stands for is known at the lookup only; unknown is not wrong, but words without it are what they are. */
function withoutGuesses(value: ValueNode): ValueNode {
  const isCertain = ({ kind, attribute }: ValueProblem): boolean => {
    if (kind === 'trailing-comment') return true;
    const { name, value: text } = attribute ?? { name: value.level, value: null };
    const isAboutText = kind === 'bad-word' || kind === 'bad-server-name';
    return name?.text.includes('$') !== true && !(isAboutText && text?.text.includes('$') === true);
  };
  return { ...value, problems: value.problems.filter(isCertain), value: null };
}

function whyDropped(line: LogicalLine, end: number, isBalanced: boolean): PolicyEntry['dropped'] {
  if (line.indented) return 'indented';
  if (!isBalanced) return 'unbalanced-quote';
  return skipSpace(line.text, end) === line.text.length ? 'missing-value' : null;
}

const quote = 0x22;
const backslash = 0x5c;

/**
 * What nearly all keys are: characters that neither end a key nor quote nor have another case. A pattern is as fast for the
 * first line as for the last, which a loop over characters is not.
 */
const plainKey = /[!#-@[\]-~]*/y;

interface KeyEnd {
  readonly end: number;
  readonly isBalanced: boolean;
  /** Nothing in it has another case; false where nobody looked. */
  readonly isFolded: boolean;
}

function keyEnd(text: string, from: number): KeyEnd {
  plainKey.lastIndex = from;
  plainKey.test(text);
  let position = plainKey.lastIndex;
  if (position === text.length || isSpaceCode(text.charCodeAt(position)))
    return { end: position, isBalanced: true, isFolded: true };
  let inQuotes = false;
  for (; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === backslash) position++;
    else if (code === quote) inQuotes = !inQuotes;
    else if (!inQuotes && isSpaceCode(code)) break;
  }
  return { end: Math.min(position, text.length), isBalanced: !inQuotes, isFolded: false };
}
