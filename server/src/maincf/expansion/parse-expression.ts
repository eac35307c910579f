import { isSpaceCode, skipSpace } from '../../text/ascii';
import { type Comparison, comparisonOperators, type Expression, type ExpressionDefect, type Part } from './expression';

/** Deeper nesting of braces than in any file that a person wrote. */
const deepest = 50;

/** Longer values are read anew each time. */
const longestKept = 10_000;
/** As many different values as few files have. */
const mostKept = 5_000;

/** At each keystroke the values of the whole file are asked for again, by several rules, and nearly all are what they were. */
const kept = new Map<string, Expression>();

/** Reads a value. Never fails: what Postfix would not take is a part of its own. The same object for the same text, as long as it is kept. */
export function parseExpression(text: string): Expression {
  if (!text.includes('$')) return text === '' ? [] : [{ kind: 'text', text }];
  const known = kept.get(text);
  if (known !== undefined) return known;
  const expression = read(text, 0, text.length, 0);
  if (kept.size === mostKept) kept.clear();
  if (text.length <= longestKept) kept.set(text, expression);
  return expression;
}

function read(text: string, from: number, to: number, depth: number): Expression {
  const parts: Part[] = [];
  let plain = '';
  let position = from;
  while (position < to) {
    const found = text.indexOf('$', position);
    const dollar = found < 0 || found >= to ? to : found;
    plain += text.slice(position, dollar);
    if (dollar === to) break;
    if (text[dollar + 1] === '$' && dollar + 1 < to) {
      plain += '$';
      position = dollar + 2;
      continue;
    }
    if (plain !== '') parts.push({ kind: 'text', text: plain });
    plain = '';
    const { part, end } = behindDollar(text, dollar, to, depth);
    parts.push(part);
    if (part.kind === 'defect') return parts;
    position = end;
  }
  if (plain !== '') parts.push({ kind: 'text', text: plain });
  return parts;
}

interface Read {
  readonly part: Part;
  readonly end: number;
}

function behindDollar(text: string, dollar: number, to: number, depth: number): Read {
  const open = dollar + 1;
  if (text[open] !== '{' && text[open] !== '(') {
    const end = Math.min(nameEnd(text, open), to);
    if (end === open) return { part: defect('no-name', dollar, open), end };
    return { part: { kind: 'reference', name: text.slice(open, end), start: open }, end };
  }
  const close = closing(text, open, to);
  if (close < 0) return { part: defect('unclosed', dollar, to), end: to };
  if (close === open + 1) return { part: defect('no-name', dollar, close + 1), end: close + 1 };
  if (depth > deepest) return { part: defect('unexpected', dollar, close + 1), end: close + 1 };
  return { part: inBraces(text, open + 1, close, depth + 1), end: close + 1 };
}

/** The bracket that closes the one at `open`; only brackets of its own kind count. Below zero without one. */
function closing(text: string, open: number, to: number): number {
  const [opener, closer] = [text[open], text[open] === '{' ? '}' : ')'];
  let level = 0;
  for (let at = open; at < to; at++) {
    if (text[at] === opener) level++;
    else if (text[at] === closer && --level === 0) return at;
  }
  return -1;
}

function inBraces(text: string, from: number, to: number, depth: number): Part {
  const start = skipSpace(text, from, to);
  if (text[start] === '{') return comparison(text, start, to, depth);
  const end = Math.min(nameEnd(text, start), to);
  const next = skipSpace(text, end, to);
  if (text[end] === '{' && end < to && end > start) return call(text, start, end, to, depth);
  if (end === start || (next < to && text[next] !== '?' && text[next] !== ':')) {
    return defect('bad-name', next < to ? next : start, to);
  }
  const name = { kind: 'reference', name: text.slice(start, end), start } as const;
  if (next >= to) return name;
  return conditional(text, next, to, depth, name);
}

function call(text: string, start: number, open: number, to: number, depth: number): Part {
  const close = closing(text, open, to);
  if (close < 0 || skipSpace(text, close + 1, to) < to) return defect('bad-name', open, to);
  const argument = read(text, open + 1, close, depth);
  return { kind: 'call', name: text.slice(start, open), argument, start };
}

function comparison(text: string, start: number, to: number, depth: number): Part {
  const leftEnd = closing(text, start, to);
  if (leftEnd < 0) return defect('no-operand', start, to);
  const from = skipSpace(text, leftEnd + 1, to);
  const signEnd = whileIn('<>=!', text, from, to);
  if (!comparisonOperators.has(text.slice(from, signEnd))) return defect('no-operator', from, Math.max(signEnd, from));
  const operatorEnd = Math.min(nameEnd(text, signEnd), to);
  const operator = text.slice(from, operatorEnd);
  if (!comparisonOperators.has(operator)) return defect('bad-operator', from, operatorEnd);
  const right = skipSpace(text, operatorEnd, to);
  const rightEnd = text[right] === '{' ? closing(text, right, to) : -1;
  if (rightEnd < 0) return defect('no-operand', right, to);
  const test: Comparison = {
    kind: 'comparison',
    left: read(text, start + 1, leftEnd, depth),
    operator,
    right: read(text, right + 1, rightEnd, depth),
  };
  const next = skipSpace(text, rightEnd + 1, to);
  // Without branches a comparison gives a word, and nothing where it does not hold.
  if (next >= to) return { kind: 'conditional', test, yes: [{ kind: 'text', text: 'true' }], no: [] };
  if (text[next] !== '?' && text[next] !== ':') return defect('unexpected', next, to);
  return conditional(text, next, to, depth, test);
}

/** What stands behind the test: `?{a}:{b}`, `?{a}`, `:{b}`; without braces a branch goes on to the end. */
function conditional(text: string, at: number, to: number, depth: number, test: ConditionalTest): Part {
  let position = at;
  let yes: Expression = [];
  if (text[at] === '?') {
    const branch = readBranch(text, at + 1, to, depth);
    if ('kind' in branch) return branch;
    yes = branch.expression;
    position = branch.end;
    if (position >= to) return { kind: 'conditional', test, yes, no: [] };
    if (text[position] !== ':') return defect('unexpected', position, to);
  }
  const branch = readBranch(text, position + 1, to, depth);
  if ('kind' in branch) return branch;
  if (branch.end < to) return defect('unexpected', branch.end, to);
  return { kind: 'conditional', test, yes, no: branch.expression };
}

type ConditionalTest = (Part & { readonly kind: 'conditional' })['test'];

function readBranch(text: string, from: number, to: number, depth: number) {
  const open = skipSpace(text, from, to);
  if (open >= to || text[open] !== '{') return { expression: read(text, from, to, depth), end: to };
  const close = closing(text, open, to);
  if (close < 0) return defect('unclosed', open, to);
  const end = skipSpace(text, close + 1, to);
  return { expression: read(text, open + 1, close, depth), end };
}

function defect(kind: ExpressionDefect['kind'], start: number, end: number): Part & { readonly kind: 'defect' } {
  return { kind: 'defect', defect: { kind, start, end } };
}

function nameEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && isNameCode(text.charCodeAt(end))) end++;
  return end;
}

function isNameCode(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (code >= 0x61 && code <= 0x7a)
  );
}

function whileIn(characters: string, text: string, from: number, to: number): number {
  let end = from;
  while (end < to && characters.includes(text.charAt(end)) && !isSpaceCode(text.charCodeAt(end))) end++;
  return end;
}
