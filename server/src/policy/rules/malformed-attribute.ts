import type { Fix } from '../../language/finding';
import { attributeFacts } from '../../postfix/attributes';
import type { Span } from '../../text/span';
import { t } from '../../text/translate';
import { deleteWords } from '../delete-words';
import type { PolicyDocument, PolicyEntry } from '../document';
import type { AttributeNode, ValueNode, ValueProblem } from '../value-node';
import { deferred, isInForce, type PolicyEntryRule, quoted } from './rule';

export const malformedAttribute: PolicyEntryRule = {
  id: 'malformed-attribute',
  scope: 'node',
  title: 'Word that is not name=value',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: `Behind the level stand \`name=value\` pairs, separated by blanks or commas. So neither a blank beside the \`=\` nor a comma or
blank inside a value is possible: \`match = example.net\` is three words, and \`match=a.example,b.example\` two. For a word without
\`=\` Postfix logs \`malformed attribute/value pair\` and defers all mail to the destination (4.7.5).

Write \`match=example.net\`, and join several names by colons: \`match=a.example:b.example\`. From Postfix 3.10 on, braces
protect blanks and commas: \`{ policy_string = version: STSv1 }\`.`,
  bad: [
    { text: 'example.org secure match = example.net\n' },
    { text: 'example.org secure match=a.example,b.example\n' },
    { text: 'example.org encrypt high\n' },
    { text: 'example.org encrypt =high\n' },
  ],
  good: [
    { text: 'example.org secure match=a.example:b.example\n' },
    { text: 'example.org secure, match=a.example, ciphers=high\n' },
  ],
  check(entry, document, report) {
    if (!isInForce(entry)) return;
    // At level none Postfix ignores all words, and that is a finding of its own.
    const joined = entry.value.value?.level === 'none' ? [] : blanksAroundEquals(entry.value);
    for (const parts of joined) {
      report({
        span: placeOf(entry, parts),
        message: t(
          'No blank may stand beside the "=": Postfix reads separate words ("malformed attribute/value pair"): {0}. Write {1}.',
          deferred(),
          parts.newText,
        ),
        fixes: [joinedFix(document, entry, parts)],
      });
    }
    const told = new Set(joined.flatMap(({ words }) => words));
    for (const problem of entry.value.problems) {
      if (problem.attribute !== undefined && told.has(problem.attribute)) continue;
      const message = describe(entry.value, problem);
      if (message !== null) report({ span: problem.span, message });
    }
  },
};

function describe({ attributes }: ValueNode, { kind, attribute }: ValueProblem): string | null {
  if (attribute === undefined) return null;
  if (kind === 'missing-name') {
    return t(
      'No attribute name stands before the "=" ("missing attribute name"): {0}. Write name=value without blanks.',
      deferred(),
    );
  }
  if (kind !== 'missing-equals') return null;
  const word = attribute.token.text;
  const before = attributes[attributes.indexOf(attribute) - 1];
  const wrong = t('{0} is not name=value ("missing \'=\' after attribute name"): {1}.', quoted(word), deferred());
  const listed =
    before?.name.text.toLowerCase() === 'match'
      ? t('Several names in match= are joined by colons: match={0}:{1}.', before.value?.text ?? '', word)
      : null;
  const known = attributeFacts(word) === undefined ? null : t('Write {0}=value.', word.toLowerCase());
  const advice = listed === null && known === null ? t('Delete it, or write name=value.') : null;
  return [wrong, listed, known, advice].filter((sentence) => sentence !== null).join(' ');
}

interface Joined {
  readonly words: readonly AttributeNode[];
  readonly newText: string;
}

/** `match = x`, `match =x`, `match= x`: exactly what was written is `match=x`. */
function blanksAroundEquals({ attributes }: ValueNode): readonly Joined[] {
  const found: Joined[] = [];
  for (let index = 0; index < attributes.length; index++) {
    const [first, second, third] = attributes.slice(index, index + 3);
    if (first === undefined || second === undefined || first.braced || attributeFacts(first.name.text) === undefined)
      continue;
    const isBareName = first.value === null;
    const startsWithEquals = second.name.text === '' && second.value !== null;
    if (isBareName && startsWithEquals) {
      const value = second.value.text === '' ? third : second;
      if (value === undefined || (value === third && third.value !== null)) continue;
      const words = value === third ? [first, second, third] : [first, second];
      found.push(join(words, value === third ? third.token.text : second.value.text));
      index += words.length - 1;
    } else if (first.value?.text === '' && second.value === null && !second.braced) {
      found.push(join([first, second], second.token.text));
      index += 1;
    }
  }
  return found;
}

function join(words: readonly AttributeNode[], value: string): Joined {
  return { words, newText: `${words[0]?.name.text ?? ''}=${value}` };
}

/** The words that stand on the line of the first one: comments may stand between the lines. */
function placeOf({ line }: PolicyEntry, { words }: Joined): Span {
  const [first, ...others] = words.map(({ token }) => token.span);
  const { start, end } = first ?? line.span;
  const piece = line.pieces.find((each) => each.start <= start && start < each.end);
  return { start, end: others.reduce((last, other) => (other.end <= (piece?.end ?? end) ? other.end : last), end) };
}

/** Lines that are left empty go, and comments between them stay. */
function joinedFix(document: PolicyDocument, entry: PolicyEntry, joined: Joined): Fix {
  const { words, newText } = joined;
  const [first, ...others] = words.map(({ token }) => token.span);
  const place = placeOf(entry, joined);
  const isOnOneLine = others.every(({ end }) => end <= place.end);
  const edits =
    first === undefined || isOnOneLine
      ? [{ span: place, newText }]
      : [{ span: first, newText }, ...deleteWords(document, entry, new Set(others))];
  return { title: t('Write {0}', newText), safe: true, edits };
}
