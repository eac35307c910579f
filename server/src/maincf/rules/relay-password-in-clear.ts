import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const relayPasswordsInClear = settingRule({
  id: 'relay-password-in-clear',
  title: 'Password for a relay that may be sent in the clear',
  severity: 'error',
  docs: `With passwords for servers and a level below \`encrypt\`, the client logs in even where TLS is not offered or was stripped, and the
password can be read. Write \`encrypt\` or \`secure\`, here or in a policy entry for the relay. The default
\`smtp_sasl_security_options = noplaintext\` keeps passwords back outside TLS; the finding is about files that loosen it.`,
  bad: [
    'smtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = hash:/etc/postfix/sasl\nsmtp_sasl_security_options = noanonymous\nsmtp_tls_security_level = may\nrelayhost = [mail.example.org]:587\n',
  ],
  good: [
    'smtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = hash:/etc/postfix/sasl\nsmtp_sasl_security_options = noanonymous\nsmtp_tls_security_level = encrypt\nrelayhost = [mail.example.org]:587\n',
    'smtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = hash:/etc/postfix/sasl\nsmtp_tls_security_level = may\n',
  ],
  at: ['smtp_sasl_security_options'],
  find(value, { of, word }) {
    if (value.toLowerCase().includes('noplaintext') || word('smtp_sasl_auth_enable') !== 'yes') return null;
    if ((of('smtp_sasl_password_maps') ?? '') === '' || of('smtp_tls_policy_maps') !== '') return null;
    if (!['', 'none', 'may'].includes(word('smtp_tls_security_level') ?? '?')) return null;
    return t(
      'Without noplaintext, and with a level below encrypt, the password can be sent in the clear. Write smtp_tls_security_level = encrypt, or a policy entry for the relay.',
    );
  },
});
