import { enabledProtocols, readProtocolItem } from '../../postfix/protocols';
import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const strictTlsAtMay = settingRule({
  id: 'strict-tls-at-may',
  title: 'Strict TLS where clear text is allowed',
  severity: 'information',
  docs: `\`smtp_tls_protocols\` and \`smtp_tls_ciphers\` hold at level \`may\`, where a failed handshake ends in clear text once the message has waited for
\`minimal_backoff_time\`. What they exclude is not replaced by something better: a server that has only TLS 1.0, or no cipher of grade \`high\`, gets the mail in the
clear. Be strict where TLS is required, by \`smtp_tls_mandatory_protocols\` and \`smtp_tls_mandatory_ciphers\`.`,
  bad: [
    'smtp_tls_security_level = may\nsmtp_tls_ciphers = high\n',
    'smtp_tls_security_level = may\nsmtp_tls_protocols = >=TLSv1.2\n',
    'smtp_tls_security_level = may\nsmtp_tls_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1\n',
  ],
  good: [
    'smtp_tls_security_level = may\nsmtp_tls_ciphers = medium\nsmtp_tls_protocols = >=TLSv1\nsmtp_tls_mandatory_protocols = >=TLSv1.2\n',
    'smtp_tls_security_level = encrypt\nrelayhost = [mail.example.org]\nsmtp_tls_ciphers = high\n',
  ],
  at: ['smtp', 'lmtp'].flatMap((program) => [`${program}_tls_protocols`, `${program}_tls_ciphers`]),
  find(value, { word }, name) {
    if (word(`${name.slice(0, 4)}_tls_security_level`) !== 'may') return null;
    if (name.endsWith('ciphers')) {
      if (value.toLowerCase() !== 'high') return null;
      return t(
        'At level may a server without a cipher of grade high gets the mail in the clear. Write medium here, and high for {0}.',
        `${name.slice(0, 4)}_tls_mandatory_ciphers`,
      );
    }
    const words = value.split(/[\s,:]+/).filter((each) => each !== '');
    const items = words.map(readProtocolItem);
    if (words.length === 0 || items.some(({ kind }) => kind === 'invalid')) return null;
    const enabled = enabledProtocols(items);
    const isStrict = !enabled.includes('TLSv1.1') && (enabled.includes('TLSv1.2') || enabled.includes('TLSv1.3'));
    return isStrict
      ? t(
          'At level may a server without TLS 1.2 gets the mail in the clear. Write >=TLSv1 here, and this for {0}.',
          `${name.slice(0, 4)}_tls_mandatory_protocols`,
        )
      : null;
  },
});
