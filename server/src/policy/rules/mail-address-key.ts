import { t } from '../../text/translate';
import { keyDefect, neverFound, soundKey } from './key-defect';
import { type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

export const mailAddressKey: PolicyEntryRule = {
  id: 'mail-address-key',
  scope: 'node',
  title: 'Mail address as a key',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Postfix looks a policy up by the next-hop, most often the recipient's domain, and never by an address: \`user@example.org\` and
\`@example.org\` are stored and never found. The destination gets whatever another entry or \`smtp_tls_security_level\` of main.cf says.
All recipients of a domain share one policy; for one of them alone a transport of its own is needed (\`transport_maps\`). Writing the
domain revives the entry, so look at it first.`,
  bad: [{ text: 'user@example.org secure\n' }, { text: '@example.org secure\n' }],
  good: [{ text: 'example.org secure\n' }],
  check(entry, _document, report) {
    if (keyDefect(entry) !== 'mail-address') return;
    const { text, span } = entry.key;
    const domain = soundKey(text.slice(text.lastIndexOf('@') + 1).replace(/>$/, ''));
    report({
      span,
      message: t(
        'Postfix looks up the next-hop and never a mail address: {0}. Write {1}.',
        neverFound(),
        domain === null ? t('the domain') : quoted(domain),
      ),
      ...rewriteIfKnown(span, domain),
    });
  },
};
