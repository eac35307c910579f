import { t } from '../../text/translate';
import type { PolicyDocument, PolicyEntry } from '../document';
import { partOf } from './attribute';
import { dialectsOf, patternsOf } from './pattern-entry';
import { isExtended } from './pattern-problem';
import { regexpItems } from './regexp-items';
import { type PolicyEntryRule, quoted } from './rule';

export const badSubstitution: PolicyEntryRule = {
  id: 'bad-substitution',
  scope: 'node',
  title: 'Substitution that is not possible',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `In the result of a pattern, \`$1\`, \`\${1}\` or \`$(1)\` stands for what the first parentheses matched. A number without such parentheses,
\`$0\`, a name, and a \`$\` alone make Postfix skip the line (\`out of range replacement index\`, \`bad replacement syntax\`), and so does any
number behind a negated pattern, which matched nothing. Letters and digits behind the number belong to it: write \`\${1}x\`. \`$$\` is a
dollar sign.`,
  bad: [
    { text: '/^(.*)\\.example\\.org$/ secure match=$2.example.org\n', tableType: 'pcre' },
    { text: '/^(.*)\\.example\\.org$/ secure match=$1x.example.org\n', tableType: 'regexp' },
    { text: '!/^(.*)\\.example\\.org$/ secure match=$1\n', tableType: 'regexp' },
    { text: '/^.*\\.example\\.org$/ secure match=$0\n', tableType: 'pcre' },
    { text: '/^.*\\.example\\.org$/ secure # $1\n', tableType: 'regexp' },
  ],
  good: [
    { text: '/^(.*)\\.example\\.org$/ secure match=$1.example.org\n', tableType: 'pcre' },
    { text: '/^(.*)\\.example\\.org$/ secure match=\${1}.example.org\n', tableType: 'regexp' },
  ],
  check(entry, document, report) {
    const { value, dropped } = entry;
    if (dropped !== null || patternsOf(entry)?.patterns[0]?.isClosed !== true) return;
    const last = capturesOf(entry, document);
    const { level, attributes, trailingComments } = value;
    for (const token of [level, ...attributes.map((attribute) => attribute.token), ...trailingComments]) {
      if (token === null) continue;
      for (const { text, from } of references(token.text)) {
        const why = whyNot(text, last);
        if (why !== null) {
          report({ span: partOf(token, from, from + text.length), message: messageFor(why) });
          return;
        }
      }
    }
  },
};

function messageFor(why: string): string {
  return t(
    '{0}: Postfix skips the line, and what it was meant for gets the level of a later line or smtp_tls_security_level. Write $1 for the first parentheses of the pattern, ${1} before letters and digits.',
    why,
    // A reference to the first parentheses, not a part of this text.
    '{1}',
  );
}

function* references(text: string): Generator<{ readonly text: string; readonly from: number }> {
  for (let dollar = text.indexOf('$'); dollar >= 0; ) {
    const reference = /^\$(?:\$|\{[^}]*\}?|\([^)]*\)?|\w*)/.exec(text.slice(dollar, dollar + 100))?.[0] ?? '$';
    if (reference !== '$$') yield { text: reference, from: dollar };
    dollar = text.indexOf('$', dollar + reference.length);
  }
}

/** Why a reference is not possible, where the pattern has `last` parentheses; null for a negated pattern. */
function whyNot(reference: string, last: number | null): string | null {
  const groups: readonly (string | undefined)[] = /^\$(?:\{(.*)\}|\((.*)\)|(\w+))$/.exec(reference) ?? [];
  const name = groups.slice(1).find((group) => group !== undefined);
  if (name === undefined) return t('{0} is no reference', quoted(reference));
  if (!/^\d+$/.test(name)) return t('{0} is the number of no parentheses', quoted(reference));
  if (last === null) return t('{0} has no meaning behind a negated pattern, which matched nothing', quoted(reference));
  const number = Number(name);
  return number >= 1 && number <= last ? null : t('{0} has no parentheses in the pattern', quoted(reference));
}

/** How many parentheses can be referred to; null for a negated pattern. */
function capturesOf(entry: PolicyEntry, { tableType }: PolicyDocument): number | null {
  const pattern = patternsOf(entry)?.patterns[0];
  if (pattern === undefined || pattern.isNegated) return null;
  const counts = dialectsOf(tableType).map((dialect) => {
    const items = regexpItems(pattern.body, dialect);
    // Basic expressions have their parentheses behind a backslash.
    if (dialect === 'regexp' && isExtended(pattern.flags)) return items.filter(({ text }) => text === '\\(').length;
    return items.filter(({ kind, text, from }) => kind === 'character' && text === '(' && captures(pattern.body, from))
      .length;
  });
  return Math.max(...counts);
}

/** `(?:` does not, `(?<name>`, `(?'name'` and `(?P<name>` do. */
function captures(body: string, open: number): boolean {
  return body[open + 1] !== '?' || /^\?(?:P?<(?![=!])|')/.test(body.slice(open + 1, open + 5));
}
