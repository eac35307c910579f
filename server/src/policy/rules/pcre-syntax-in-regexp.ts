import { t } from '../../text/translate';
import { partOf } from './attribute';
import { patternsOf } from './pattern-entry';
import { regexpItems } from './regexp-items';
import { type PolicyEntryRule, quoted } from './rule';

const meant: Readonly<Record<string, string>> = {
  d: '[0-9]',
  D: '[^0-9]',
  A: '^',
  z: '$',
  Z: '$',
  h: '[[:blank:]]',
};

/** What a class in brackets is written by; a backslash and a letter stand for themselves there. */
const meantInBrackets: Readonly<Record<string, string>> = {
  d: '0-9',
  w: '[:alnum:]_',
  s: '[:space:]',
  h: '[:blank:]',
};

/** Where there is no such short text. */
const described: Readonly<Record<string, string>> = {
  Q: 'a backslash before each special character',
  E: 'a backslash before each special character',
  x: 'the character itself',
  p: 'a bracket expression',
  P: 'a bracket expression',
};

export const pcreSyntaxInRegexp: PolicyEntryRule = {
  id: 'pcre-syntax-in-regexp',
  scope: 'node',
  title: 'Perl syntax in a regexp table',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `A regexp: table has the extended regular expressions of POSIX. A group such as \`(?:…)\`, \`(?i)\` or \`(?!…)\` is an error there, and
Postfix leaves the line out (\`Invalid preceding regular expression\`). Escapes such as \`\\d\`, \`\\A\` or \`\\Q…\\E\` are accepted and match
something else, so that the line is never found; in brackets (\`[\\w-]\`), a backslash and its letter stand for themselves. Write \`[0-9]\` for \`\\d\`, \`^\` for \`\\A\`, \`$\` for \`\\z\` and plain parentheses, or make it a
pcre: table.`,
  bad: [
    { text: '/^(?:a|b)\\.example\\.org$/ dane\n', tableType: 'regexp' },
    { text: '/^mx\\d\\.example\\.org$/ dane\n', tableType: 'regexp' },
    { text: '/\\Aexample\\.org\\z/ dane\n', tableType: 'regexp' },
    { text: '/^mx[\\d]\\.example\\.org$/ dane\n', tableType: 'regexp', nextHops: ['mx1.example.org'] },
  ],
  good: [
    { text: '/^(a|b)\\.example\\.org$/ dane\n', tableType: 'regexp', nextHops: ['a.example.org'] },
    { text: '/^(?:a|b)\\.example\\.org$/ dane\n', tableType: 'pcre', nextHops: ['a.example.org'] },
  ],
  check(entry, document, report) {
    if (document.tableType !== 'regexp' || entry.dropped === 'indented') return;
    for (const { body, bodyFrom, isClosed } of patternsOf(entry)?.patterns ?? []) {
      if (!isClosed) return;
      for (const { text, from, kind } of regexpItems(body, 'regexp')) {
        const instead = kind === 'escape' ? insteadOf(text.charAt(1)) : undefined;
        if (instead !== undefined) {
          report({
            span: partOf(entry.key, bodyFrom + from, bodyFrom + from + text.length),
            message: t(
              '{0} has its meaning in pcre tables only; in a regexp table the line never matches what is meant. Write {1}, or make it a pcre table.',
              quoted(text),
              instead,
            ),
          });
          return;
        }
        const inBrackets = kind === 'class' ? /\\([dwsh])/.exec(text) : null;
        if (inBrackets !== null) {
          const at = bodyFrom + from + inBrackets.index;
          report({
            span: partOf(entry.key, at, at + 2),
            message: t(
              'In the brackets of a regexp table {0} is a backslash and a letter, and the line never matches what is meant. Write {1} there, or make it a pcre table.',
              quoted(inBrackets[0]),
              meantInBrackets[inBrackets[1] ?? ''] ?? '',
            ),
          });
          return;
        }
        if (kind === 'character' && text === '(' && body[from + 1] === '?') {
          report({
            span: partOf(entry.key, bodyFrom + from, bodyFrom + from + 2),
            message: t(
              'A group with (? is for pcre tables only ("Invalid preceding regular expression"): Postfix leaves the line out. Write plain parentheses, or make it a pcre table.',
            ),
          });
          return;
        }
      }
    }
  },
};

function insteadOf(escaped: string): string | undefined {
  return described[escaped] === undefined ? meant[escaped] : t(described[escaped]);
}
