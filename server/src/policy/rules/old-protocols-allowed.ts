import { t } from '../../text/translate';
import { modernProtocols, protocolLists } from './protocol-list';
import { type PolicyEntryRule, rewrite } from './rule';

export const oldProtocolsAllowed: PolicyEntryRule = {
  id: 'old-protocols-allowed',
  scope: 'node',
  title: 'Protocol list that leaves old protocols on',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `What a list of exclusions does not name stays on: \`!SSLv2:!SSLv3\` allows TLS 1.0 and 1.1, which RFC 8996 retired, and \`!SSLv2\`
even SSLv3, which is broken. Where TLS is required anyway, \`>=TLSv1.2\` loses no server that is kept in order.

The finding is a warning for SSLv3. At level \`may\` it is silent about TLS 1.0 and 1.1: there the alternative is clear text.`,
  bad: [
    { text: 'example.org encrypt protocols=!SSLv2:!SSLv3\n' },
    { text: 'example.org secure protocols=!SSLv2\n' },
    { text: 'example.org secure protocols=>=TLSv1\n' },
  ],
  good: [
    { text: 'example.org secure protocols=>=TLSv1.2\n' },
    { text: 'example.org secure protocols=!SSLv2:!SSLv3:!TLSv1:!TLSv1.1\n' },
    { text: 'example.org may protocols=!SSLv2:!SSLv3\n' },
  ],
  check(entry, _document, report, context) {
    for (const { attribute, isValid, newest, enabled } of protocolLists(entry)) {
      if (!isValid || (newest !== 'TLSv1.3' && newest !== 'TLSv1.2')) continue;
      const isBroken = enabled.includes('SSLv3');
      const isMay = entry.value.level?.text.toLowerCase() === 'may';
      const old = enabled.filter((name) => name === 'SSLv3' || (!isMay && (name === 'TLSv1' || name === 'TLSv1.1')));
      if (old.length === 0) continue;
      const better = modernProtocols(context);
      const { span } = attribute.value;
      report({
        span,
        severity: isBroken ? 'warning' : 'information',
        message: isBroken
          ? t('This list leaves {0} on, and SSLv3 is broken. Write protocols={1}.', old.join(', '), better)
          : t('This list leaves {0} on, which RFC 8996 retired. Write protocols={1}.', old.join(', '), better),
        fixes: [rewrite(span, better, t('Write protocols={0}', better))],
      });
    }
  },
};
