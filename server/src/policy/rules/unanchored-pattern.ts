import { t } from '../../text/translate';
import { partOf } from './attribute';
import { isCatchAll } from './catch-all-pattern';
import { plainPattern } from './pattern-entry';
import { regexpItems } from './regexp-items';
import { type PolicyEntryRule, quoted } from './rule';

export const unanchoredPattern: PolicyEntryRule = {
  id: 'unanchored-pattern',
  scope: 'node',
  title: 'Pattern that matches in the middle of a name',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `A pattern matches anywhere in the next-hop. \`/example\\.org$/\` also matches \`notexample.org\`, and \`/^example\\.org/\` also
\`example.org.attacker.example\`: domains that somebody else can register, whose mail then gets this entry's policy. Begin with \`^\`, or with
\`\\.\` or \`(^|\\.)\` for sub-domains too, and end with \`$\`.`,
  bad: [
    { text: '/example\\.org$/ dane\n', tableType: 'regexp' },
    { text: '/^example\\.org/ dane\n', tableType: 'pcre' },
    { text: '/^example\\.org|example\\.net$/ dane\n', tableType: 'regexp' },
  ],
  good: [
    { text: '/^example\\.org$/ dane\n', tableType: 'regexp' },
    { text: '/\\.example\\.org$/ dane\n', tableType: 'regexp' },
    { text: '/(^|\\.)example\\.org$/ dane\n', tableType: 'pcre' },
    { text: '/^/ may\n', tableType: 'regexp' },
  ],
  check(entry, document, report) {
    const pattern = plainPattern(entry);
    if (pattern === null || isCatchAll(pattern)) return;
    const { body, bodyFrom } = pattern;
    for (const { from, to } of alternatives(body, document.tableType === 'pcre' ? 'pcre' : 'regexp')) {
      const part = body.slice(from, to);
      const [starts, ends] = [hasStart(part), hasEnd(part)];
      if ((starts && ends) || part === '') continue;
      report({
        span: partOf(entry.key, bodyFrom + from, bodyFrom + to),
        message: t(
          '{0} matches in the middle of a name too, so the entry also applies to other domains, which anybody can register. {1}',
          quoted(part),
          anchor(starts, ends),
        ),
      });
    }
  },
};

function anchor(starts: boolean, ends: boolean): string {
  if (ends) return t('Let it begin with ^ or \\.');
  return starts ? t('Let it end with $.') : t('Let it begin with ^ or \\. and end with $.');
}

/** What is separated by `|` outside of parentheses. */
function alternatives(
  body: string,
  dialect: 'regexp' | 'pcre',
): readonly { readonly from: number; readonly to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let depth = 0;
  let start = 0;
  for (const { text, from, kind } of regexpItems(body, dialect)) {
    if (kind !== 'character') continue;
    if (text === '(') depth++;
    else if (text === ')') depth--;
    else if (text === '|' && depth === 0) {
      parts.push({ from: start, to: from });
      start = from + 1;
    }
  }
  return [...parts, { from: start, to: body.length }];
}

/** `^`, `\A`, a dot before the name, or a group that ends in one of these: `(^|\.)`, `(?:.*\.)?` behind `^`. */
function hasStart(part: string): boolean {
  return /^(?:\(\?[a-z]+\))?(?:\(*\^|\(*(?:\?:)?\\A|(?:\.[*+]\??)?(?:\\\.|\[\.\])|\(+(?:\?:)?(?:\^\|(?:\.[*+])?(?:\\\.|\[\.\])|(?:\.[*+])?(?:\\\.|\[\.\])\|\^)\))/.test(
    part,
  );
}

/** `$`, `\z`, `\Z`, the end of a bracketed host, or what repeats any character to the end. */
function hasEnd(part: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*(?:\$\)*|\.[*+])$|\\[zZ]\)*$/.test(part);
}
