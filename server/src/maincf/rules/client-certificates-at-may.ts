import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const clientCertificatesAtMay = settingRule({
  id: 'client-certificates-at-may',
  title: 'Client certificates where TLS is not required',
  severity: 'warning',
  docs: `\`smtpd_tls_req_ccert = yes\` holds only where TLS is required: at level \`may\` smtpd(8) ignores it with a warning. Write it behind \`-o\` of a
service with \`smtpd_tls_security_level=encrypt\`. \`smtpd_tls_ask_ccert = yes\` on port 25 makes some clients fail.`,
  bad: [
    'smtpd_tls_req_ccert = yes\nsmtpd_tls_security_level = may\nsmtpd_tls_chain_files = /etc/ssl/mail.pem\n',
    'smtpd_tls_ask_ccert = yes\n',
  ],
  good: [
    'smtpd_tls_req_ccert = yes\nsmtpd_tls_security_level = encrypt\nsmtpd_tls_chain_files = /etc/ssl/mail.pem\n',
    'smtpd_tls_ask_ccert = no\n',
  ],
  at: ['smtpd_tls_req_ccert', 'smtpd_tls_ask_ccert'],
  find(value, { word }, name) {
    if (value.toLowerCase() !== 'yes') return null;
    if (name === 'smtpd_tls_ask_ccert') {
      return {
        severity: 'information',
        message: t(
          'On port 25 some clients fail when they are asked for a certificate. Write it behind -o of the submission service.',
        ),
      };
    }
    if (word('smtpd_tls_security_level') !== 'may') return null;
    return t(
      'At level may smtpd(8) ignores this with a warning. Write it behind -o of a service with smtpd_tls_security_level=encrypt.',
    );
  },
});
