import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const tlsrptWithoutEffect = settingRule({
  id: 'tlsrpt-without-effect',
  title: 'Reports on TLS that nothing sends',
  severity: 'warning',
  docs: `\`smtp_tlsrpt_enable = yes\` (Postfix 3.10) hands what smtp(8) sees of TLS to a TLSRPT library, through the socket that \`smtp_tlsrpt_socket_name\` names. Nothing is reported

- where \`smtp_tls_security_level\` is \`none\`: there is no TLS to tell of;
- where \`smtp_tlsrpt_socket_name\` is empty;
- in a build without that library: Postfix warns \`TLSRPT support is not compiled in\`, which no file shows.`,
  bad: [
    'smtp_tlsrpt_enable = yes\nsmtp_tlsrpt_socket_name = run/tlsrpt\nsmtp_tls_security_level = none\n',
    'smtp_tlsrpt_enable = yes\nsmtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec\n',
  ],
  good: [
    'smtp_tlsrpt_enable = yes\nsmtp_tlsrpt_socket_name = run/tlsrpt\nsmtp_tls_security_level = may\n',
    'smtp_tlsrpt_enable = no\n',
  ],
  at: ['smtp_tlsrpt_enable'],
  find(value, { of, word }) {
    if (value.toLowerCase() !== 'yes') return null;
    if (word('smtp_tls_security_level') === 'none') {
      return {
        severity: 'information',
        message: t('At level none there is no TLS to report on. Write may or dane for smtp_tls_security_level.'),
      };
    }
    return of('smtp_tlsrpt_socket_name') === ''
      ? t('Without smtp_tlsrpt_socket_name nothing is reported. Name the socket of the reporting service.')
      : null;
  },
});
