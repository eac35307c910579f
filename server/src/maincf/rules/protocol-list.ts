import { isTooOldFor } from '../../language/postfix-versions';
import { enabledProtocols, newestOffered, readProtocolItem } from '../../postfix/protocols';
import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const protocolList = settingRule({
  id: 'protocol-list',
  title: 'Protocol list that is invalid, or leaves the wrong protocols on',
  severity: 'warning',
  fix: 'unsafe',
  docs: `A list of protocols holds \`SSLv3\`, \`TLSv1\`, \`TLSv1.1\`, \`TLSv1.2\` and \`TLSv1.3\`, each also with \`!\` in front, and from Postfix 3.6 on the
bounds \`>=TLSv1.2\` and \`<=TLSv1.3\`, without a blank. With anything else every handshake fails (\`Invalid TLS protocol list\`), and at level
\`may\` mail then goes out in the clear. A bare name turns all others off; what exclusions do not name stays on.`,
  bad: [
    'smtp_tls_mandatory_protocols = TLSv1.0\n',
    'smtp_tls_mandatory_protocols = >= TLSv1.2\n',
    'smtp_tls_protocols = !SSLv2\n',
    'smtp_tls_mandatory_protocols = TLSv1\n',
    'smtpd_tls_mandatory_protocols = >=TLSv1, !TLSv1.2, !TLSv1.3\n',
    'smtp_tls_mandatory_protocols = TLSv1.2\n',
  ],
  good: [
    'smtp_tls_mandatory_protocols = >=TLSv1.2\n',
    'smtp_tls_protocols = !SSLv2, !SSLv3\n',
    'smtp_tls_mandatory_protocols = !SSLv2:!SSLv3:!TLSv1:!TLSv1.1\n',
    'smtp_tls_protocols =\n',
  ],
  at: ['smtp', 'lmtp', 'smtpd'].flatMap((program) => [
    `${program}_tls_protocols`,
    `${program}_tls_mandatory_protocols`,
  ]),
  find(value, { context }) {
    const words = value.split(/[\s,:]+/).filter((word) => word !== '');
    if (words.length === 0) return null;
    const { postfix } = context;
    const isOld = postfix.stated && isTooOldFor(postfix, '3.6');
    const better = isOld ? '!SSLv2, !SSLv3, !TLSv1, !TLSv1.1' : '>=TLSv1.2';
    const items = words.map(readProtocolItem);
    const wrong = words.find(
      (word, index) =>
        items[index]?.kind === 'invalid' || word === '>=' || word === '<=' || (isOld && /^[<>]=/.test(word)),
    );
    if (wrong !== undefined) {
      return {
        severity: 'error',
        message: t(
          '{0} makes the list invalid: every TLS handshake fails, and at level may mail then goes out in the clear. Write {1}.',
          visible(wrong),
          better,
        ),
        better,
      };
    }
    const enabled = enabledProtocols(items);
    const newest = newestOffered(enabled);
    if (newest !== 'TLSv1.3' && newest !== 'TLSv1.2') {
      return {
        severity: 'error',
        message:
          newest === null
            ? t('This list leaves no protocol on: every TLS handshake fails. Write {0}.', better)
            : t(
                'The newest protocol that this list leaves on is {0}: servers of today refuse it. Write {1}.',
                newest,
                better,
              ),
        better,
      };
    }
    if (enabled.includes('SSLv3'))
      return { message: t('This list leaves SSLv3 on, which is broken. Write {0}.', better), better };
    if (newest === 'TLSv1.2') {
      return {
        message: t('This list leaves TLS 1.3 off, which is stronger than TLS 1.2 and as common. Write {0}.', better),
        better,
      };
    }
    return null;
  },
});
