import { t } from '../../text/translate';
import type { ParameterRule } from './rule';

export const indentedFirstParameter: ParameterRule = {
  id: 'indented-first-parameter',
  scope: 'node',
  title: 'First line of main.cf begins with whitespace',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `A line that begins with whitespace continues the line before it. The first one has none before it: Postfix warns \`logical line
must not start with whitespace\` and drops it, so the parameter keeps its default. Begin it in the first column.`,
  bad: [{ text: '  smtp_tls_security_level = may\n' }],
  good: [{ text: 'smtp_tls_security_level = may\n' }],
  check({ line, name, defect }, _document, report) {
    if (defect !== 'indented') return;
    const blanks = { start: line.span.start, end: name.span.start };
    report({
      // A line of blanks before a NUL or an equals sign has no name.
      span: name.text === '' ? blanks : name.span,
      message: t(
        'The first line must not begin with whitespace: Postfix drops it with a warning, and the parameter keeps its default. Begin it in the first column.',
      ),
      fixes: [
        {
          title: t('Remove the whitespace before the name'),
          safe: false,
          edits: [{ span: blanks, newText: '' }],
        },
      ],
    });
  },
};
