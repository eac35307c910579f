import { parameterFacts } from '../../postfix/parameters';
import { indexInLine } from '../../text/logical-lines';
import { t } from '../../text/translate';
import { isTemplated } from '../templates';
import type { ParameterRule } from './rule';

export const indentedParameter: ParameterRule = {
  id: 'indented-parameter',
  scope: 'node',
  title: 'Parameter that an indentation makes a part of the value above',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `A line that begins with whitespace continues the value above, even where it looks like a parameter of its own: two settings are lost, and
Postfix says nothing, or complains of the other one. Begin the line in the first column.`,
  bad: [{ text: 'smtp_tls_security_level = may\n  smtp_tls_CAfile = /etc/ssl/ca.pem\n' }],
  good: [
    { text: 'smtp_tls_security_level = may\nsmtp_tls_CAfile = /etc/ssl/ca.pem\n' },
    { text: 'smtpd_milters =\n  { inet:127.0.0.1:11332,\n    milter_default_action = accept }\n' },
    { text: 'debugger_command =\n  PATH=/bin:/usr/bin\n  ddd $daemon_directory/$process_name $process_id & sleep 5\n' },
  ],
  check(parameter, _document, report) {
    const { line, name, defect } = parameter;
    if (line.pieces.length === 1 || defect !== null || isTemplated(parameter)) return;
    for (const { start, end } of line.pieces.slice(1)) {
      const from = indexInLine(line, start);
      const [, blanks = '', inner] = /^(\s+)(\w+)\s*=/.exec(line.text.slice(from, from + end - start)) ?? [];
      if (inner === undefined || parameterFacts(inner) === null || isInBraces(line.text.slice(0, from))) continue;
      const nameStart = start + blanks.length;
      report({
        span: { start: nameStart, end: nameStart + inner.length },
        message: t(
          'This line begins with whitespace and so belongs to the value of {0}: {1} keeps its other value. Begin it in the first column.',
          name.text,
          inner,
        ),
        fixes: [
          {
            title: t('Remove the whitespace before the name'),
            safe: false,
            edits: [{ span: { start, end: nameStart }, newText: '' }],
          },
        ],
      });
    }
  },
};

/** What stands in braces has names of its own. */
function isInBraces(before: string): boolean {
  return before.replaceAll(/[^{]/g, '').length > before.replaceAll(/[^}]/g, '').length;
}
