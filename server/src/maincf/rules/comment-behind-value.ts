import { parameterFacts } from '../../postfix/parameters';
import { lineBreakOf, spanInLine } from '../../text/logical-lines';
import { t } from '../../text/translate';
import { isTemplated } from '../templates';
import type { ParameterRule } from './rule';
import { valueStart } from './undefined-parameter';

export const commentBehindValue: ParameterRule = {
  id: 'comment-behind-value',
  scope: 'node',
  title: 'Comment behind a value',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `A comment stands on a line of its own. Behind a value, \`#\` and each word after it belong to the value: they become elements of a
list, part of a path, or a word that Postfix does not know. \`postconf\` of Postfix 3.8 and newer warns of it, older ones are silent.`,
  bad: [
    { text: 'mynetworks = 127.0.0.0/8 # ourselves\n' },
    { text: 'smtp_tls_CAfile = /etc/ssl/ca.pem   # public authorities\n' },
  ],
  good: [
    { text: '# ourselves\nmynetworks = 127.0.0.0/8\n' },
    { text: 'recipient_delimiter = #\n' },
    { text: 'mynetworks = 127.0.0.0/8\n# ourselves\n  192.0.2.0/24\n' },
    { text: 'smtpd_banner = $myhostname ESMTP #1\n' },
  ],
  check(parameter, document, report) {
    const { line, value, name, defect } = parameter;
    if (defect !== null || isText(name.text) || isTemplated(parameter)) return;
    const found = /\s+#(?:\s.*)?$/s.exec(value.text);
    if (found === null) return;
    const from = valueStart(line.text, value.text) + found.index;
    const end = line.text.length;
    const isOnePiece = line.pieces.length === 1;
    report({
      span: spanInLine(line, from + (found[0].length - found[0].trimStart().length), end),
      message: t(
        'Behind a value # begins no comment: it and all words after it belong to the value. Write the comment on a line of its own.',
      ),
      fixes: isOnePiece
        ? [
            {
              title: t('Move the comment to the line above'),
              safe: false,
              edits: [
                {
                  span: { start: line.span.start, end: line.span.start },
                  newText: `${found[0].trim()}${lineBreakOf(document.text)}`,
                },
                { span: spanInLine(line, from, end), newText: '' },
              ],
            },
          ]
        : [],
    });
  },
};

/** Sentences may hold a number sign. */
function isText(name: string): boolean {
  return parameterFacts(name)?.isUnexpanded === true || /(?:banner|footer|reply|text|_filter|_command)$/.test(name);
}
