import { t } from '../../text/translate';
import type { PolicyEntryRule } from './rule';

export const indentedFirstLine: PolicyEntryRule = {
  id: 'indented-first-line',
  scope: 'node',
  title: 'First line begins with whitespace',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `A line that begins with whitespace continues the line before it. The first line of the file has none before it, and so
Postfix drops it, with all lines that continue it: \`logical line must not start with whitespace\`. The destination has no entry.

Begin the line in the first column. That revives an entry, so look at it first.`,
  bad: [{ text: '  example.org secure\n' }],
  good: [{ text: 'example.org secure\n' }, { text: 'example.org\n  secure\n' }],
  check(entry, _document, report) {
    if (entry.dropped !== 'indented') return;
    const { line, key } = entry;
    const blanks = { start: line.span.start, end: key.span.start };
    report({
      // A line of blanks before a NUL has no key.
      span: key.text === '' ? blanks : key.span,
      message: t(
        'The first line of a table must not begin with whitespace: Postfix drops it ("logical line must not start with whitespace"), and the destination has no entry. Begin it in the first column.',
      ),
      fixes: [
        { title: t('Remove the whitespace before the key'), safe: false, edits: [{ span: blanks, newText: '' }] },
      ],
    });
  },
};
