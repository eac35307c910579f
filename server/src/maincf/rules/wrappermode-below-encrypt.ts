import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const wrappermodeBelowEncrypt = settingRule({
  id: 'wrappermode-below-encrypt',
  title: 'TLS from the first byte at a level that does not require TLS',
  severity: 'error',
  docs: `With \`smtp_tls_wrappermode = yes\` smtp(8) skips every server unless the level is \`encrypt\` or stronger (\`smtp_tls_wrappermode requires
"smtp_tls_security_level = encrypt" (or stronger)\`): all mail is deferred.`,
  bad: ['smtp_tls_wrappermode = yes\nsmtp_tls_security_level = may\n'],
  good: [
    'smtp_tls_wrappermode = yes\nsmtp_tls_security_level = encrypt\nrelayhost = [mail.example.org]:465\n',
    'smtp_tls_wrappermode = no\n',
  ],
  at: ['smtp_tls_wrappermode'],
  find(value, { word }) {
    const level = word('smtp_tls_security_level');
    if (value.toLowerCase() !== 'yes' || level === null || !['', 'none', 'may'].includes(level)) return null;
    return t(
      'smtp(8) skips every server, because its level does not require TLS: all mail is deferred. Write smtp_tls_security_level = encrypt, or stronger.',
    );
  },
});
