import { t } from '../../text/translate';
import { elementsOf, settingRule } from './setting-rule';

export const verifyByMx = settingRule({
  id: 'verify-by-mx',
  title: 'Certificates verified by a name that DNS chose',
  severity: 'warning',
  docs: `At level \`verify\` the certificate must carry the name of the MX host (\`smtp_tls_verify_cert_match = hostname\`). Where that name comes from an MX record, whoever
forges the record chooses it. Write \`secure\`, or \`dane\` with DNSSEC; for a relay write its name in brackets, so that no MX record is asked.`,
  bad: [
    'smtp_tls_security_level = verify\nsmtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt\n',
    'smtp_tls_security_level = verify\nrelayhost = example.org\nsmtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt\n',
  ],
  good: [
    'smtp_tls_security_level = verify\nrelayhost = [mail.example.org]\nsmtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt\n',
    'smtp_tls_security_level = may\n',
  ],
  at: ['smtp_tls_security_level'],
  find(value, { of }) {
    if (value.toLowerCase() !== 'verify') return null;
    const [relay, names] = [of('relayhost'), of('smtp_tls_verify_cert_match')];
    if (relay === null || names === null || !/(?:^|[\s,:])hostname(?:$|[\s,:])/i.test(names)) return null;
    if (relay !== '' && elementsOf(relay).every((each) => each.startsWith('['))) return null;
    return t(
      'Whoever forges an MX record chooses the name that the certificate must carry. Write secure, or dane with smtp_dns_support_level = dnssec.',
    );
  },
});
