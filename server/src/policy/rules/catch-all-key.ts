import { t } from '../../text/translate';
import { keyDefect, neverFound } from './key-defect';
import type { PolicyEntryRule } from './rule';

export const catchAllKey: PolicyEntryRule = {
  id: 'catch-all-key',
  scope: 'node',
  title: 'Dot as a key for everything',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `A policy table has no key for all destinations. Postfix asks for the next-hop and for its parents down to the top-level domain
(\`.org\`), never for \`.\` alone: the line is stored and never found. The level for every destination without an entry is
\`smtp_tls_security_level\` in main.cf.`,
  bad: [{ text: '. encrypt\n' }],
  good: [{ text: '.org encrypt\n' }],
  check(entry, _document, report) {
    if (keyDefect(entry) !== 'dot') return;
    report({
      span: entry.key.span,
      message: t(
        'Postfix never asks for a dot alone: {0}. The level for all destinations is smtp_tls_security_level in main.cf.',
        neverFound(),
      ),
    });
  },
};
