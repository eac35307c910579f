import { t } from '../../text/translate';
import { partOf } from './attribute';
import { plainPattern } from './pattern-entry';
import { regexpItems } from './regexp-items';
import { type PolicyEntryRule, rewrite } from './rule';

export const unescapedDot: PolicyEntryRule = {
  id: 'unescaped-dot',
  scope: 'node',
  title: 'Dot in a pattern that stands for any character',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `In a pattern a dot matches any character: \`/^mail.example.org$/\` also matches \`mail-example.org\`, a domain that somebody else can
register. Its mail then gets this entry's policy, and not its own. Write \`\\.\` for the dot itself.`,
  bad: [
    { text: '/^example.org$/ dane\n', tableType: 'regexp' },
    { text: '/(^|\\.)example.org$/ dane\n', tableType: 'pcre' },
  ],
  good: [
    { text: '/^example\\.org$/ dane\n', tableType: 'regexp' },
    { text: '/^.+\\.example[.]org$/ dane\n', tableType: 'pcre' },
  ],
  check(entry, document, report) {
    const pattern = plainPattern(entry);
    if (pattern === null) return;
    const { body, bodyFrom } = pattern;
    const items = regexpItems(body, document.tableType === 'pcre' ? 'pcre' : 'regexp');
    items.forEach(({ text, from, kind }, index) => {
      if (kind !== 'character' || text !== '.') return;
      const [before, after] = [items[index - 1], items[index + 1]];
      if (before?.kind !== 'character' || after?.kind !== 'character') return;
      // Between two parts of a name; a dot that repeats, or that begins or ends a pattern, is meant as it stands.
      if (!/[\w)-]/.test(before.text) || !/[\w(-]/.test(after.text)) return;
      const span = partOf(entry.key, bodyFrom + from, bodyFrom + from + 1);
      report({
        span,
        message: t(
          'This dot matches any character, so the entry also applies to other domains, which anybody can register. Write a backslash before it.',
        ),
        fixes: [rewrite(span, '\\.')],
      });
    });
  },
};
