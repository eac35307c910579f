import { t } from '../../text/translate';
import { keyDefect, neverFound } from './key-defect';
import { revivalOf } from './revival';
import { type PolicyRelatedRule } from './rule';

export const unbracketedIpv6Key: PolicyRelatedRule = {
  id: 'unbracketed-ipv6-key',
  scope: 'related',
  title: 'IPv6 address without brackets as a key',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `An IPv6 address is a next-hop only in brackets; smtp(8) takes \`2001:db8::1\` for the host \`2001:db8:\` and port 1, and ends with a
fatal error (\`valid hostname or network address required\`) where \`relayhost\` or \`transport_maps\` has it. So the entry is stored and never found. Write the address as these have it: \`[2001:db8::1]\`,
or \`[ipv6:2001:db8::1]\`, which is another key. That revives the entry, so look at it first.`,
  bad: [{ text: '2001:db8::1 encrypt\n' }],
  good: [{ text: '[2001:db8::1] encrypt\n' }],
  check(entry, others, _document, report) {
    if (keyDefect(entry) !== 'ipv6-without-brackets') return;
    const { text, span } = entry.key;
    const { advice, rest } = revivalOf(entry, `[${text}]`, others);
    report({
      span,
      message: t(
        'An IPv6 address without brackets, as relayhost and transport_maps need them, is no next-hop: {0}. {1}',
        neverFound(),
        advice,
      ),
      ...rest,
    });
  },
};
