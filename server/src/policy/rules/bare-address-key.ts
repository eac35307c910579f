import { t } from '../../text/translate';
import { isInForce, type PolicyEntryRule, quoted, rewrite } from './rule';

export const bareAddressKey: PolicyEntryRule = {
  id: 'bare-address-key',
  scope: 'node',
  title: 'Address as a key that has several forms',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `An address is looked up only when it is the next-hop itself, in exactly the text that \`relayhost\` or \`transport_maps\` has; the
addresses of MX hosts are never looked up. \`192.0.2.1\`, \`[192.0.2.1]\` and \`[192.0.2.1]:25\` are three keys, \`[2001:db8::1]\` and
\`[ipv6:2001:db8::1]\` two. Such settings rarely have an IPv4 address without brackets, and an IPv6 address in one certain spelling. Write
the text of the next-hop, or the domain whose mail goes there.

Postfix takes what follows the last colon of an address without brackets for the port: \`2001:db8::1:25\` is port 25 of \`2001:db8::1\`.`,
  bad: [
    { text: '192.0.2.1 encrypt\n' },
    { text: '[2001:db8::1] encrypt\n' },
    { text: '2001:db8::1:25 encrypt\n', nextHops: ['2001:db8::1:25'] },
  ],
  good: [{ text: '[192.0.2.1] encrypt\n' }, { text: '[192.0.2.1]:587 encrypt\n' }],
  check(entry, _document, report) {
    if (entry.key.kind !== 'address' || !isInForce(entry)) return;
    const { text, span } = entry.key;
    const [, host, port] = withoutBrackets.exec(text) ?? [];
    if (host !== undefined && port !== undefined) {
      report({
        span,
        message: t(
          'Postfix takes the last group for the port: this entry is found only where relayhost or transport_maps has port {0} of {1} in just this form. Write {2}, or {3} for the address, as these have it.',
          port,
          host,
          quoted(`[${host}]:${port}`),
          quoted(`[${text}]`),
        ),
      });
    } else if (!text.startsWith('[')) {
      report({
        span,
        message: t(
          'This entry is found only where relayhost or transport_maps has the address in just this form, without brackets; the addresses of MX hosts are not looked up. Write the text of the next-hop, or the domain.',
        ),
        fixes: [rewrite(span, text.replace(/^[^:]+/, '[$&]'))],
      });
    } else if (text.slice(0, text.indexOf(']')).includes(':')) {
      const other = /^\[ipv6:/i.test(text) ? text.replace(/^\[ipv6:/i, '[') : text.replace(/^\[/, '[ipv6:');
      report({
        span,
        message: t(
          'This entry is found only by a next-hop in just this form: {0} and other spellings of the address are other keys. Write it as relayhost or transport_maps has it.',
          quoted(other),
        ),
      });
    }
  },
};

/** An IPv6 address and what Postfix takes for its port. */
const withoutBrackets = /^([\da-f]*:[\da-f:.]*):([\w-]+)$/i;
