import { t } from '../../text/translate';
import { isTemplated } from '../templates';
import type { ParameterRule } from './rule';

export const malformedParameter: ParameterRule = {
  id: 'malformed-parameter',
  scope: 'node',
  title: 'Line that is not name = value',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `Every logical line of main.cf must be \`name = value\`. Without the \`=\`, or without a name before it, every Postfix program ends
with \`fatal: main.cf, line N: missing '=' after attribute name\`: nothing starts, and running services stop at the next reload. A
line that begins with whitespace continues the line before it, so a value can be spread over several lines. A name holds no blanks.`,
  bad: [{ text: 'smtp_tls_security_level dane\n' }, { text: '= dane\n' }, { text: 'my hostname = mail.example.org\n' }],
  good: [
    { text: 'smtp_tls_security_level = may\n' },
    { text: 'smtp_tls_policy_maps =\n  hash:/etc/postfix/tls_policy\n' },
    { text: '{% if relay %}\nrelayhost = {{ relay }}\n{% endif %}\n', untried: 'a template' },
  ],
  check(parameter, _document, report) {
    const { line, name, defect } = parameter;
    if (defect === null || isTemplated(parameter)) return;
    if (defect === 'missing-equals') {
      report({
        span: name.span,
        message: t(
          'No "=" follows the name: every Postfix program ends with "fatal: missing \'=\' after attribute name". Write name = value, or begin the line with a blank if it continues the one above.',
        ),
      });
    } else if (defect === 'missing-name') {
      report({
        span: { start: line.span.start, end: line.span.start + 1 },
        message: t(
          'No name stands before the "=": every Postfix program ends with "fatal: missing attribute name". Write name = value.',
        ),
      });
    }
  },
};
