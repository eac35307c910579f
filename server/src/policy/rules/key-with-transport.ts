import { t } from '../../text/translate';
import { keyDefect, neverFound, soundKey, transportPrefix } from './key-defect';
import { revivalOf } from './revival';
import { type PolicyRelatedRule, quoted } from './rule';

export const keyWithTransport: PolicyRelatedRule = {
  id: 'key-with-transport',
  scope: 'related',
  title: 'Transport or URL as a key',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `The key is the next-hop alone. In \`smtp:[mail.example.org]:587\`, as \`transport_maps\` and \`relayhost\` have it, the next-hop is
\`[mail.example.org]:587\`, and of \`https://example.org\` Postfix knows nothing. With a prefix the entry is stored and never found; the
destination gets whatever another entry or \`smtp_tls_security_level\` of main.cf says. Deleting the prefix revives the entry, so look at
it first.`,
  bad: [{ text: 'smtp:[mail.example.org]:587 secure\n' }, { text: 'https://example.org secure\n' }],
  good: [{ text: '[mail.example.org]:587 secure\n' }, { text: 'example.org:25 secure\n' }],
  check(entry, others, _document, report) {
    if (keyDefect(entry) !== 'transport') return;
    const { text, span } = entry.key;
    const prefix = transportPrefix(text);
    const nextHop = soundKey(text.slice(prefix.length).replace(/\/.*$/, ''));
    const { advice, rest } = revivalOf(entry, nextHop, others);
    report({
      span,
      message: t(
        'No next-hop begins with {0}, which belongs to a transport or a URL: {1}. {2}',
        quoted(prefix),
        neverFound(),
        advice,
      ),
      ...rest,
    });
  },
};
