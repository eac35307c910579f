import { t } from '../../text/translate';
import { partOf } from './attribute';
import { patternsOf } from './pattern-entry';
import { regexpItems } from './regexp-items';
import { type PolicyEntryRule, quoted, rewrite } from './rule';

const meant: Readonly<Record<string, string>> = { '<': '\\b', '>': '\\b', '`': '\\A', "'": '\\z' };

export const posixSyntaxInPcre: PolicyEntryRule = {
  id: 'posix-syntax-in-pcre',
  scope: 'node',
  title: 'GNU syntax in a pcre table',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `In the regular expressions of the GNU C library, which regexp: tables have on most systems, \`\\<\` and \`\\>\` are the ends of a word, and
\`\\\`\` and \`\\'\` those of the text. In a pcre: table they are the characters themselves, which no next-hop has: the line is never found. Write
\`\\b\`, \`\\A\` and \`\\z\`.`,
  bad: [{ text: '/\\<example\\.org$/ dane\n', tableType: 'pcre' }],
  good: [
    { text: '/\\bexample\\.org$/ dane\n', tableType: 'pcre', nextHops: ['example.org'] },
    { text: '/\\<example\\.org$/ dane\n', tableType: 'regexp' },
  ],
  check(entry, document, report) {
    if (document.tableType !== 'pcre' || entry.dropped === 'indented') return;
    for (const { body, bodyFrom, isClosed } of patternsOf(entry)?.patterns ?? []) {
      if (!isClosed) return;
      for (const { text, from, kind } of regexpItems(body, 'pcre')) {
        const instead = kind === 'escape' ? meant[text.charAt(1)] : undefined;
        if (instead === undefined) continue;
        const span = partOf(entry.key, bodyFrom + from, bodyFrom + from + text.length);
        report({
          span,
          message: t(
            '{0} is the character itself in a pcre table, and no next-hop has it: the line never matches. Write {1}.',
            quoted(text),
            instead,
          ),
          fixes: [rewrite(span, instead)],
        });
      }
    }
  },
};
