import type { ReportedFinding } from '../../language/rule';
import { t } from '../../text/translate';
import { modernProtocols, type ProtocolList, protocolLists } from './protocol-list';
import { type PolicyEntryRule, rewrite } from './rule';

export const outdatedProtocols: PolicyEntryRule = {
  id: 'outdated-protocols',
  scope: 'node',
  title: 'Protocol list that offers nothing newer than TLS 1.1',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `A name alone means *only this one*: \`protocols=TLSv1\` is TLS 1.0 and nothing else. Servers of today refuse TLS 1.0 and 1.1 (RFC
8996), and so does the OpenSSL of many systems: the handshake fails and mail is deferred, or at level \`may\` goes out in the clear.

OpenSSL can't leave a protocol out in the middle: of \`TLSv1.1:TLSv1.3\` it offers TLS 1.1 alone, and of \`!TLSv1.2\` nothing above
TLS 1.1.

The finding is an error for a list of names, and where TLS 1.0 is the newest; it is a warning where an exclusion or an upper bound leaves TLS 1.1.`,
  bad: [
    { text: 'example.org encrypt protocols=TLSv1\n' },
    { text: 'example.org encrypt protocols=TLSv1.1:TLSv1.3\n' },
    { text: 'example.org encrypt protocols=!TLSv1.1\n' },
    {
      text: 'example.org encrypt protocols=<=TLSv1.1\n',
      untried: 'whether mail is deferred depends on the server; Debian’s OpenSSL refuses TLS 1.1',
    },
  ],
  good: [
    { text: 'example.org encrypt protocols=>=TLSv1.2\n' },
    { text: 'example.org encrypt protocols=TLSv1.2:TLSv1.3\n' },
  ],
  check(entry, _document, report, context) {
    for (const list of protocolLists(entry)) {
      const { attribute, isValid, newest } = list;
      if (!isValid || newest === null || !['SSLv3', 'TLSv1', 'TLSv1.1'].includes(newest)) continue;
      const better = modernProtocols(context);
      const { span } = attribute.value;
      report({
        span,
        ...describe(list, better),
        fixes: [rewrite(span, better, t('Write protocols={0}', better))],
      });
    }
  },
};

function describe({ enabled, newest, elements }: ProtocolList, better: string): Omit<ReportedFinding, 'span'> {
  const last = newest ?? '';
  const names = elements.some(({ item }) => item.kind === 'only');
  return {
    severity: names || newest !== 'TLSv1.1' ? 'error' : 'warning',
    message:
      enabled.at(-1) === newest
        ? t(
            'The newest protocol that this list offers is {0}. Servers of today refuse it: mail is deferred, or at level may goes out in the clear after a delay. Write protocols={1}.',
            last,
            better,
          )
        : t(
            'The newest protocol that this list offers is {0}, because OpenSSL offers nothing above a gap. Servers of today refuse it: mail is deferred, or at level may goes out in the clear after a delay. Write protocols={1}.',
            last,
            better,
          ),
  };
}
