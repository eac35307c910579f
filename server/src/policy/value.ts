import { isSpaceCode, skipSpace } from '../text/ascii';
import { type LogicalLine, pieceEnd, spanInLine } from '../text/logical-lines';
import type { Span } from '../text/span';
import type { AttributeNode, Token, TrailingComment, ValueNode } from './value-node';
import { findProblems, valueAsMeant, valueInForce } from './value-problems';

/**
 * Parses the part [from, to) of a logical line as a policy value; `from` is the end of the key. Never fails. Takes outer
 * whitespace off as postmap(1) does, and splits as tls_policy_lookup_one() of smtp(8): at commas and blanks, braces
 * protecting both from Postfix 3.10 on.
 */
export function parseValue(line: LogicalLine, from: number, to: number): ValueNode {
  const words = splitWords(line, skipSpace(line.text, from, to), endWithoutSpace(line.text, from, to));
  const trailingComments: TrailingComment[] = [];
  const attributes: AttributeNode[] = [];
  let level: Token | null = null;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    if (line.text.charCodeAt(word.from) !== hash) {
      if (level === null) level = makeToken(line, word.from, word.to);
      else attributes.push(parseAttribute(line, word));
      continue;
    }
    // The comment reaches to the end of its physical line; words of a continuation line after it are meant as words.
    const limit = pieceEnd(line, word.from);
    let last = word;
    while (words[index + 1] !== undefined && (words[index + 1]?.from ?? limit) < limit) last = words[++index] ?? last;
    trailingComments.push(makeToken(line, word.from, last.to));
  }

  const problems = findProblems({
    level,
    attributes,
    trailingComments,
    separators: separatorsOnly(line, words, from, to),
  });
  const value = valueInForce(level, attributes, problems);
  const meant = value ?? valueAsMeant(level, attributes);
  const span = valueSpan(line, words, from);
  return { span, level, attributes, trailingComments, problems, value, meant };
}

/** Parses a value on its own, such as one that came out of a lookup; spans count from `offset`. */
export function parsePolicyValue(text: string, offset = 0): ValueNode {
  const span = { start: offset, end: offset + text.length };
  return parseValue({ text, span, pieces: [span], indented: false }, 0, text.length);
}

interface Word {
  readonly from: number;
  readonly to: number;
}

/** mystrtokq() with the separators `, \t\r\n`. */
function splitWords(line: LogicalLine, from: number, to: number): readonly Word[] {
  const { text } = line;
  const words: Word[] = [];
  let position = from;
  while (position < to) {
    if (isSeparator(text.charCodeAt(position))) {
      position++;
      continue;
    }
    const start = position;
    position = wordEnd(text, start, to, words.length > 0);
    words.push({ from: start, to: position });
  }
  return words;
}

/** The level is never in braces: mystrtok() reads it. */
function wordEnd(text: string, from: number, to: number, bracesProtect: boolean): number {
  let depth = 0;
  let position = from;
  for (; position < to; position++) {
    const code = text.charCodeAt(position);
    if (depth === 0 && isSeparator(code)) break;
    if (!bracesProtect) continue;
    if (code === openBrace) depth++;
    else if (code === closeBrace && depth > 0) depth--;
  }
  return position;
}

const openBrace = 0x7b;
const closeBrace = 0x7d;
const equalsSign = 0x3d;
const hash = 0x23;

/** CHARS_COMMA_SP of Postfix. Other whitespace does not separate. */
function isSeparator(code: number): boolean {
  return code === 0x20 || code === 0x2c || code === 0x09 || code === 0x0d || code === 0x0a;
}

function parseAttribute(line: LogicalLine, word: Word): AttributeNode {
  const { text } = line;
  const braced = text[word.from] === '{' && text[word.to - 1] === '}' && word.to - word.from >= 2;
  const [from, to] = braced ? trimmed(text, word.from + 1, word.to - 1) : [word.from, word.to];
  const equals = equalsIn(text, from, to);
  const hasEquals = equals < to;
  const [nameFrom, nameTo] = trimmed(text, from, hasEquals ? equals : to);
  const [valueFrom, valueTo] = hasEquals ? trimmed(text, equals + 1, to) : [to, to];
  return {
    token: makeToken(line, word.from, word.to),
    name: makeToken(line, nameFrom, nameTo),
    value: hasEquals ? makeToken(line, valueFrom, valueTo) : null,
    braced,
  };
}

/** Where the first `=` stands, else `to`. A search that went on behind the word would read a long line once for each word. */
function equalsIn(text: string, from: number, to: number): number {
  let position = from;
  while (position < to && text.charCodeAt(position) !== equalsSign) position++;
  return position;
}

function trimmed(text: string, from: number, to: number): readonly [number, number] {
  let start = from;
  let end = to;
  while (start < end && isSeparator(text.charCodeAt(start))) start++;
  while (end > start && isSeparator(text.charCodeAt(end - 1))) end--;
  return [start, end];
}

function makeToken(line: LogicalLine, from: number, to: number): Token {
  return { text: line.text.slice(from, to), span: spanInLine(line, from, to) };
}

function valueSpan(line: LogicalLine, words: readonly Word[], keyEnd: number): Span {
  const first = words[0];
  const last = words.at(-1);
  if (first !== undefined && last !== undefined) return spanInLine(line, first.from, last.to);
  const end = keyEnd === 0 ? line.span.start : spanInLine(line, keyEnd - 1, keyEnd).end;
  return { start: end, end };
}

/** The separators of a value that has nothing else; null where there is a word, or no text at all. */
function separatorsOnly(line: LogicalLine, words: readonly Word[], from: number, to: number): Span | null {
  if (words.length > 0) return null;
  const start = skipSpace(line.text, from, to);
  const end = endWithoutSpace(line.text, from, to);
  return start < end ? spanInLine(line, start, end) : null;
}

function endWithoutSpace(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isSpaceCode(text.charCodeAt(end - 1))) end--;
  return end;
}
