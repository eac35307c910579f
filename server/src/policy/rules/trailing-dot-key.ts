import { t } from '../../text/translate';
import { keyDefect, neverFound, soundKey } from './key-defect';
import { revivalOf } from './revival';
import { type PolicyRelatedRule } from './rule';

export const trailingDotKey: PolicyRelatedRule = {
  id: 'trailing-dot-key',
  scope: 'related',
  title: 'Key with a final dot',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Postfix takes the final dot off recipient domains before it looks for a policy, and a next-hop that is written with one ends smtp(8)
with \`fatal: valid hostname or network address required\`. So \`example.org.\` is stored and never found. The destination gets whatever
another entry or \`smtp_tls_security_level\` of main.cf says. Deleting the dot revives the entry, so look at it first.`,
  bad: [{ text: 'example.org. secure\n' }],
  good: [{ text: 'example.org secure\n' }, { text: '.example.org secure\n' }],
  check(entry, others, _document, report) {
    if (keyDefect(entry) !== 'trailing-dot') return;
    const { text, span } = entry.key;
    const { advice, rest } = revivalOf(entry, soundKey(text.slice(0, -1)), others);
    report({
      span,
      message: t('No next-hop of mail ends in a dot: {0}. {1}', neverFound(), advice),
      ...rest,
    });
  },
};
