import { t } from '../../text/translate';
import { keyDefect, neverFound, soundKey } from './key-defect';
import { revivalOf } from './revival';
import type { PolicyRelatedRule } from './rule';

export const quotedKey: PolicyRelatedRule = {
  id: 'quoted-key',
  scope: 'related',
  title: 'Quotes around a key',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `\`postmap\` keeps double quotes as a part of the key, and no next-hop has them: the entry is stored and never found. The destination
gets whatever another entry or \`smtp_tls_security_level\` of main.cf says. A policy key needs no quotes. Deleting them revives the entry,
so look at it first.`,
  bad: [{ text: '"example.org" secure\n' }],
  good: [{ text: 'example.org secure\n' }],
  check(entry, others, _document, report) {
    if (keyDefect(entry) !== 'quotes') return;
    const { text, span } = entry.key;
    const { advice, rest } = revivalOf(entry, soundKey(text.replaceAll('"', '')), others);
    report({
      span,
      message: t(
        'Postfix keeps the quotes as a part of the key, and no next-hop has them: {0}. {1}',
        neverFound(),
        advice,
      ),
      ...rest,
    });
  },
};
