import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const unneededClientCertificate = settingRule({
  id: 'unneeded-client-certificate',
  title: 'Client certificate for every destination',
  severity: 'information',
  docs: `postconf(5) advises against a client certificate unless a server asks for it: the certificate proves nothing to the servers of strangers, and some refuse a session with one that they
can't verify or that is not for clients. Where a relay needs it, set it with \`relayhost\`, or behind \`-o\` of a service for that relay. The server's certificate is
\`smtpd_tls_chain_files\`.`,
  bad: ['smtp_tls_cert_file = /etc/ssl/mail.pem\n', 'smtp_tls_chain_files = /etc/ssl/mail.pem\n'],
  good: [
    'smtp_tls_cert_file =\n',
    'smtp_tls_cert_file = /etc/ssl/mail.pem\nrelayhost = [mail.example.org]\n',
    'smtpd_tls_cert_file = /etc/ssl/mail.pem\nsmtpd_tls_key_file = /etc/ssl/mail.key\n',
  ],
  at: ['smtp_tls_cert_file', 'smtp_tls_eccert_file', 'smtp_tls_chain_files'],
  find(value, { of }) {
    if (value === '' || of('relayhost') !== '') return null;
    return t(
      'Servers of strangers have no use for a client certificate, and some refuse a session with one. Leave it empty, or set it for the relay that asks for it.',
    );
  },
});
