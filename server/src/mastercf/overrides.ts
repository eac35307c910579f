import { isSpaceCode, skipSpace } from '../text/ascii';
import { type LogicalLine, spanInLine } from '../text/logical-lines';
import type { Override } from './document';
import { type Bare, type LineWord, withoutBraces, wordBetween } from './words';

/**
 * The `-o` options among the arguments of a command, found as the programs themselves do with getopt(3): options end at
 * the first word that is none, or at `--`; `-o` takes the rest of its word or the next one (single_server.c).
 */
export function findOverrides(line: LogicalLine, words: readonly LineWord[]): readonly Override[] {
  const found: Override[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    const option = withoutBraces(line.text, word);
    const text = line.text.slice(option.from, option.to);
    if (!text.startsWith('-') || text === '-' || text === '--') break;
    const letter = text.indexOf('o');
    if (letter < 0) continue;
    const isLast = letter === text.length - 1;
    const next = isLast ? words[++index] : undefined;
    if (isLast && next === undefined) found.push(withoutValue(line, word));
    else if (next === undefined)
      found.push(readOverride(line, word, { ...option, from: option.from + letter + 1 }, word.to));
    else found.push(readOverride(line, word, withoutBraces(line.text, next), next.to));
  }
  return found;
}

function withoutValue(line: LogicalLine, { span, to }: LineWord): Override {
  const empty = wordBetween(line, to, to);
  return { span, name: empty, value: empty, defect: 'missing-value' };
}

/** split_nameval() of Postfix. */
function readOverride(line: LogicalLine, option: LineWord, bare: Bare, end: number): Override {
  const { text } = line;
  const from = skipSpace(text, bare.from, bare.to);
  let nameTo = from;
  while (nameTo < bare.to && text[nameTo] !== '=' && !isSpaceCode(text.charCodeAt(nameTo))) nameTo++;
  const equals = skipSpace(text, nameTo, bare.to);
  const hasEquals = equals < bare.to && text[equals] === '=';
  const valueFrom = hasEquals ? skipSpace(text, equals + 1, bare.to) : bare.to;
  return {
    span: { start: option.span.start, end: end === 0 ? option.span.end : spanInLine(line, end - 1, end).end },
    name: wordBetween(line, from, nameTo),
    value: wordBetween(line, valueFrom, bare.to),
    defect: bare.defect ?? (hasEquals ? (nameTo === from ? 'missing-name' : null) : 'missing-equals'),
  };
}
