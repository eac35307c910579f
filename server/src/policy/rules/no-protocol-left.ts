import { t } from '../../text/translate';
import { handshakeFails } from './attribute';
import { protocolLists } from './protocol-list';
import type { PolicyEntryRule } from './rule';

export const noProtocolLeft: PolicyEntryRule = {
  id: 'no-protocol-left',
  scope: 'node',
  title: 'Protocol list that leaves none on',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `Exclusions (\`!NAME\`) and bounds (\`>=NAME\`, \`<=NAME\`) come before names: \`TLSv1.3:!TLSv1.3\` and \`>=TLSv1.3:<=TLSv1.2\` leave
nothing. OpenSSL then says \`no protocols available\`, every handshake fails, and mail is deferred (4.7.5); at level \`may\` it goes out in
the clear when it has waited for \`minimal_backoff_time\`.`,
  bad: [
    { text: 'example.org secure protocols=>=TLSv1.3:<=TLSv1.2\n' },
    { text: 'example.org encrypt protocols=!TLSv1:!TLSv1.1:!TLSv1.2:!TLSv1.3:!SSLv3\n' },
  ],
  good: [{ text: 'example.org secure protocols=>=TLSv1.2:<=TLSv1.3\n' }],
  check(entry, _document, report) {
    for (const { attribute, isValid, newest } of protocolLists(entry)) {
      if (!isValid || newest !== null) continue;
      report({
        span: attribute.value.span,
        message: t(
          'This list leaves no protocol on ("no protocols available"): {0}. Write the protocols that are wanted, most often >=TLSv1.2.',
          handshakeFails(entry),
        ),
      });
    }
  },
};
