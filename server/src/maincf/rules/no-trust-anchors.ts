import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const noTrustAnchors = settingRule({
  id: 'no-trust-anchors',
  title: 'Certificates are to be verified, and nothing is trusted',
  severity: 'error',
  docs: `\`verify\` and \`secure\` need certification authorities. By default Postfix trusts none, not even those of the system: with neither
\`smtp_tls_CAfile\` nor \`smtp_tls_CApath\` nor \`smtp_tls_trust_anchor_file\` both levels defer all mail with \`Server certificate not
verified\` (4.7.5). \`tls_append_default_CA = yes\` changes nothing by itself.`,
  bad: [
    'smtp_tls_security_level = secure\nrelayhost = [mail.example.org]\n',
    'smtp_tls_security_level = verify\nrelayhost = [mail.example.org]\ntls_append_default_CA = yes\n',
  ],
  good: [
    'smtp_tls_security_level = secure\nrelayhost = [mail.example.org]\nsmtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt\n',
    'smtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec\n',
  ],
  at: ['smtp_tls_security_level'],
  find(value, { of }) {
    const level = value.toLowerCase();
    if (level !== 'verify' && level !== 'secure') return null;
    const anchors = ['smtp_tls_CAfile', 'smtp_tls_CApath', 'smtp_tls_trust_anchor_file'];
    if (anchors.some((name) => of(name) !== '')) return null;
    return t(
      'Level {0} trusts nobody without smtp_tls_CAfile or smtp_tls_CApath: all mail is deferred with "Server certificate not verified" (4.7.5). Set smtp_tls_CAfile.',
      level,
    );
  },
});
