import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const serverRequiresTls = settingRule({
  id: 'server-requires-tls',
  title: 'TLS required of every client',
  severity: 'warning',
  fix: 'unsafe',
  docs: `In main.cf \`smtpd_tls_security_level = encrypt\` holds for port 25, too. A public MX host must not require TLS (RFC 2487, RFC 3207): mail from
servers without TLS is lost. Write \`may\` here, and \`encrypt\` behind \`-o\` of the submission service.`,
  bad: ['smtpd_tls_security_level = encrypt\nsmtpd_tls_chain_files = /etc/ssl/mail.pem\nmydestination = example.org\n'],
  good: [
    'smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /etc/ssl/mail.pem\nmydestination = example.org\n',
    'smtpd_tls_security_level = encrypt\nsmtpd_tls_chain_files = /etc/ssl/mail.pem\ninet_interfaces = loopback-only\n',
  ],
  at: ['smtpd_tls_security_level'],
  find(value, { word, isSet }) {
    if (value.toLowerCase() !== 'encrypt' || word('inet_interfaces') !== 'all') return null;
    if (!['mydestination', 'virtual_mailbox_domains', 'relay_domains', 'virtual_alias_domains'].some(isSet))
      return null;
    return {
      message: t(
        'This holds for port 25, too: mail from servers without TLS is lost. Write may here, and encrypt behind -o of the submission service in master.cf.',
      ),
      better: 'may',
    };
  },
});
