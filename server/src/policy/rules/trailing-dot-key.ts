import { t } from '../../text/translate';
import { keyDefect, neverFound, soundKey } from './key-defect';
import { type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

export const trailingDotKey: PolicyEntryRule = {
  id: 'trailing-dot-key',
  scope: 'node',
  title: 'Key with a final dot',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Postfix takes the final dot off recipient domains before it looks for a policy, and a next-hop that is written with one ends smtp(8)
with \`fatal: valid hostname or network address required\`. So \`example.org.\` is stored and never found. The destination gets whatever
another entry or \`smtp_tls_security_level\` of main.cf says. Deleting the dot revives the entry, so look at it first.`,
  bad: [{ text: 'example.org. secure\n' }],
  good: [{ text: 'example.org secure\n' }, { text: '.example.org secure\n' }],
  check(entry, _document, report) {
    if (keyDefect(entry) !== 'trailing-dot') return;
    const { text, span } = entry.key;
    report({
      span,
      message: t('No next-hop of mail ends in a dot: {0}. Write {1}.', neverFound(), quoted(text.slice(0, -1))),
      ...rewriteIfKnown(span, soundKey(text.slice(0, -1))),
    });
  },
};
