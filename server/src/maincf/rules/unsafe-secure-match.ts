import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const unsafeSecureMatch = settingRule({
  id: 'unsafe-secure-match',
  title: 'Level secure takes the name that DNS chose',
  severity: 'warning',
  fix: 'unsafe',
  docs: `With \`hostname\` a certificate for the MX host passes, and plain DNS says which host that is: who forges the MX record passes, too. That
is what \`secure\` is to prevent. The default is \`nexthop, dot-nexthop\`.`,
  bad: ['smtp_tls_secure_cert_match = nexthop, hostname\n'],
  good: ['smtp_tls_secure_cert_match = nexthop, dot-nexthop\n'],
  at: ['smtp_tls_secure_cert_match', 'lmtp_tls_secure_cert_match'],
  find(value, _settings, name) {
    if (
      !value
        .toLowerCase()
        .split(/[\s,:]+/)
        .includes('hostname')
    )
      return null;
    return {
      message: t('With hostname a forged MX record passes at level secure. Write nexthop, dot-nexthop.'),
      better: name.startsWith('lmtp') ? 'nexthop' : 'nexthop, dot-nexthop',
    };
  },
});
