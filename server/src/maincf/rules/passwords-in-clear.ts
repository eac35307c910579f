import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const passwordsInClear = settingRule({
  id: 'passwords-in-clear',
  title: 'Clients may log in without TLS',
  severity: 'warning',
  docs: `With \`smtpd_sasl_auth_enable = yes\` and TLS that is only offered, a client may send its password in the clear, and so it does when
somebody strips STARTTLS. \`smtpd_tls_auth_only = yes\` takes passwords within TLS only.`,
  bad: ['smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = may\nsmtpd_tls_chain_files = /etc/ssl/mail.pem\n'],
  good: [
    'smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = yes\n',
    'smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = encrypt\nsmtpd_tls_chain_files = /etc/ssl/mail.pem\n',
    'smtpd_sasl_auth_enable = no\n',
  ],
  at: ['smtpd_sasl_auth_enable'],
  find(value, { of, word }) {
    if (value.toLowerCase() !== 'yes' || word('smtpd_tls_auth_only') !== 'no') return null;
    if (word('smtpd_tls_security_level') === 'encrypt') return null;
    if (of('smtpd_sasl_security_options')?.includes('noplaintext') !== false) return null;
    return t('Clients may send passwords in the clear. Write smtpd_tls_auth_only = yes.');
  },
});
