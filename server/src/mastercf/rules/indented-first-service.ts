import { t } from '../../text/translate';
import type { ServiceRule } from './rule';

export const indentedFirstService: ServiceRule = {
  id: 'indented-first-service',
  scope: 'node',
  title: 'First line of master.cf begins with whitespace',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `A line that begins with whitespace continues the line before it. The first one has none before it: Postfix warns \`logical line
must not start with whitespace\` and drops it, so that the service does not exist. Begin it in the first column.`,
  bad: [{ text: '  smtp unix - - n - - smtp\n' }],
  good: [{ text: 'smtp unix - - n - - smtp\n  -o smtp_tls_security_level=dane\n' }],
  check({ line, name, defect }, _document, report) {
    if (defect !== 'indented') return;
    const first = name.span.start > line.span.start ? name.span.start : line.span.start + 1;
    const blanks = { start: line.span.start, end: first };
    report({
      span: name.text === '' ? blanks : name.span,
      message: t(
        'The first line must not begin with whitespace: Postfix drops it with a warning, and the service does not exist. Begin it in the first column.',
      ),
      fixes: [
        { title: t('Remove the whitespace before the name'), safe: false, edits: [{ span: blanks, newText: '' }] },
      ],
    });
  },
};
