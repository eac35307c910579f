import { t } from '../../text/translate';
import { keyDefect, neverFound, soundKey } from './key-defect';
import { type PolicyEntryRule, rewriteIfKnown } from './rule';

export const quotedKey: PolicyEntryRule = {
  id: 'quoted-key',
  scope: 'node',
  title: 'Quotes around a key',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `\`postmap\` keeps double quotes as a part of the key, and no next-hop has them: the entry is stored and never found. The destination
gets whatever another entry or \`smtp_tls_security_level\` of main.cf says. A policy key needs no quotes. Deleting them revives the entry,
so look at it first.`,
  bad: [{ text: '"example.org" secure\n' }],
  good: [{ text: 'example.org secure\n' }],
  check(entry, _document, report) {
    if (keyDefect(entry) !== 'quotes') return;
    const { text, span } = entry.key;
    report({
      span,
      message: t(
        'Postfix keeps the quotes as a part of the key, and no next-hop has them: {0}. Write the key without quotes.',
        neverFound(),
      ),
      ...rewriteIfKnown(span, soundKey(text.replaceAll('"', ''))),
    });
  },
};
