import { serverCertificateParameters } from '../../postfix/server-certificates';
import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const serverTlsWithoutCertificate = settingRule({
  id: 'server-tls-without-certificate',
  title: 'TLS on the server without a certificate',
  severity: 'error',
  docs: `Without a certificate smtpd(8) logs \`No server certs available. TLS won't be enabled\`: it offers no STARTTLS, and with \`encrypt\` it takes
no mail. Set \`smtpd_tls_chain_files\` (Postfix 3.4 and newer), or \`smtpd_tls_cert_file\` and \`smtpd_tls_key_file\`.`,
  bad: ['smtpd_tls_security_level = may\n', 'smtpd_tls_security_level = encrypt\nsmtpd_tls_cert_file =\n'],
  good: [
    'smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /etc/ssl/mail.pem\n',
    'smtpd_tls_security_level = none\n',
  ],
  at: ['smtpd_tls_security_level'],
  find(value, { of }) {
    const level = value.toLowerCase();
    if ((level !== 'may' && level !== 'encrypt') || serverCertificateParameters.some((name) => of(name) !== ''))
      return null;
    return t(
      'No certificate is set: smtpd(8) logs "No server certs available. TLS won\'t be enabled", and offers no TLS. Set smtpd_tls_chain_files, or smtpd_tls_cert_file and smtpd_tls_key_file.',
    );
  },
});
