import { t } from '../../text/translate';
import { soundAttributes } from './attribute';
import type { PolicyEntryRule } from './rule';

export const tafileInSharedList: PolicyEntryRule = {
  id: 'tafile-in-shared-list',
  scope: 'node',
  title: 'Path of a file in a list that others take over',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `\`tafile=\` names a file on the server that reads the list. A consumer that has no such file logs \`error opening trust anchor file\`
and defers all mail to the destination (4.7.5). Write \`match=\` with names that the public certification authorities certify, or give
the consumers the file with the list and say so in a comment.

The rule speaks only where the list is known to be shared: \`"consumers"\` in \`.postfix-tls-policy.json\`, or a comment
\`# tls-policy-lint: consumers any\`.`,
  bad: [
    { text: '# tls-policy-lint: consumers any\nexample.org secure tafile=/etc/postfix/ta.pem match=mx.example.net\n' },
  ],
  good: [
    { text: '# tls-policy-lint: consumers any\nexample.org secure match=mx.example.net\n' },
    { text: 'example.org secure tafile=/etc/postfix/ta.pem\n' },
  ],
  check(entry, _document, report, { consumers }) {
    if (consumers === null) return;
    for (const { token } of soundAttributes(entry, 'tafile')) {
      report({
        span: token.span,
        message: t(
          'A consumer of this list that has no such file defers all mail to this destination (4.7.5, "error opening trust anchor file"). Write match= with names that public authorities certify.',
        ),
      });
    }
  },
};
