import { t } from '../../text/translate';
import { isAsciiHostName } from '../key';
import { deferred, isInForce, type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

export const invalidServername: PolicyEntryRule = {
  id: 'invalid-servername',
  scope: 'node',
  title: 'Server name that is no host name',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `\`servername=\` is the name that Postfix sends in the TLS server name indication: \`hostname\` for the name of the MX host, \`nexthop\`
for the next-hop, or one host name. An address, a leading or trailing dot, a wildcard, a port or a name with letters outside ASCII is
none: Postfix logs \`"servername=.example.net" specifies an invalid hostname\` and defers all mail to the destination (4.7.5). Write an
internationalised name as its A-label, \`xn--…\`. Unlike \`match=\`, it takes one name only.`,
  bad: [
    { text: 'example.org secure servername=.example.net\n' },
    { text: 'example.org secure servername=192.0.2.1\n' },
    { text: 'example.org secure servername=bücher.example\n' },
    { text: 'example.org secure servername=mx.example.net.\n' },
  ],
  good: [
    { text: 'example.org secure servername=hostname\n' },
    { text: 'example.org secure servername=mx.example.net\n' },
    { text: 'example.org secure servername=xn--bcher-kva.example\n' },
  ],
  check(entry, _document, report) {
    if (!isInForce(entry)) return;
    for (const { kind, span, attribute } of entry.value.problems) {
      if (kind !== 'bad-server-name') continue;
      const written = attribute?.value?.text ?? '';
      const meant = written.replace(/^(?:\*?\.)+|\.+$/g, '');
      report({
        span,
        message: t(
          '{0} is no host name ("specifies an invalid hostname"): {1}. Write hostname for the name of the MX host, nexthop, or one name without dots at its ends.',
          quoted(written),
          deferred(),
        ),
        ...rewriteIfKnown(span, meant !== written && isAsciiHostName(meant) ? meant : null),
      });
    }
  },
};
