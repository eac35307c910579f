import { t } from '../../text/translate';
import { keyDefect, neverFound, soundKey } from './key-defect';
import { revivalOf } from './revival';
import { type PolicyRelatedRule } from './rule';

export const mailAddressKey: PolicyRelatedRule = {
  id: 'mail-address-key',
  scope: 'related',
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
  check(entry, others, _document, report) {
    if (keyDefect(entry) !== 'mail-address') return;
    const { text, span } = entry.key;
    const domain = soundKey(text.slice(text.lastIndexOf('@') + 1).replace(/>$/, ''));
    const { advice, rest } = revivalOf(entry, domain, others);
    report({
      span,
      message: t('Postfix looks up the next-hop and never a mail address: {0}. {1}', neverFound(), advice),
      ...rest,
    });
  },
};
