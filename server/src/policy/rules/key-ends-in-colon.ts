import { t } from '../../text/translate';
import { keyDefect, neverFound, soundKey } from './key-defect';
import { type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

export const keyEndsInColon: PolicyEntryRule = {
  id: 'key-ends-in-colon',
  scope: 'node',
  title: 'Key that ends in a colon',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `\`key: value\` is the format of alias files. In a policy table the colon belongs to the key: \`postmap\` warns \`record is in
"key: value" format; is this an alias file?\` and stores it, and no next-hop has it. The destination gets whatever another entry or
\`smtp_tls_security_level\` of main.cf says. Delete the colon; that revives the entry, so look at it first.`,
  bad: [{ text: 'example.org: secure\n' }],
  good: [{ text: 'example.org secure\n' }, { text: 'example.org:25 secure\n' }],
  check(entry, _document, report) {
    if (keyDefect(entry) !== 'colon') return;
    const { text, span } = entry.key;
    report({
      span,
      message: t(
        'No next-hop ends in a colon ("record is in "key: value" format"): {0}. Write {1}.',
        neverFound(),
        quoted(text.replace(/:+$/, '')),
      ),
      ...rewriteIfKnown(span, soundKey(text.replace(/:+$/, ''))),
    });
  },
};
