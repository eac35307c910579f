import { t } from '../../text/translate';
import { matchElements } from './match-element';
import { isInForce, type PolicyEntryRule } from './rule';

export const addressNeedsMatch: PolicyEntryRule = {
  id: 'address-needs-match',
  scope: 'node',
  title: 'Level that needs a name, at an address',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `Where the next-hop is an address there is no name to compare the certificate with: \`nexthop\` and \`hostname\` stand for the address,
and Postfix compares DNS names only. At \`secure\` and \`verify\` without a name in \`match=\` no certificate is accepted (\`Server certificate not
verified\`), and at \`dane-only\` there are no TLSA records: mail is deferred (4.7.5). \`dane\` acts as \`may\`. Write \`secure match=\` with the
name that the certificate carries, or give relayhost or the transport the host name.`,
  bad: [
    { text: '[192.0.2.10] secure\n' },
    { text: '[192.0.2.10] secure match=nexthop:dot-nexthop\n' },
    { text: '[192.0.2.10]:25 dane-only\n' },
    { text: '[192.0.2.10] dane\n' },
  ],
  good: [{ text: '[192.0.2.10] secure match=mx.example.net\n' }, { text: '[192.0.2.10] encrypt\n' }],
  check(entry, _document, report) {
    const { level } = entry.value;
    if (entry.key.kind !== 'address' || level === null || !isInForce(entry)) return;
    const name = level.text.toLowerCase();
    if (name === 'dane') {
      report({
        span: level.span,
        message: t(
          'An address has no TLSA records: at this next-hop dane acts as may, without authentication. Write secure match= with the name that the certificate carries.',
        ),
      });
    } else if (name === 'dane-only') {
      report({
        span: level.span,
        message: t(
          'An address has no TLSA records: Postfix defers all mail to this next-hop (4.7.5, "no TLSA records found"). Write secure match= with the name that the certificate carries.',
        ),
      });
    } else if ((name === 'secure' || name === 'verify') && matchElements(entry).every(({ kind }) => kind === 'word')) {
      report({
        span: level.span,
        message: t(
          'The next-hop is an address, with which no name in a certificate is compared: Postfix defers all mail to it (4.7.5, "Server certificate not verified"). Write match= with the name that the certificate carries.',
        ),
      });
    }
  },
};
