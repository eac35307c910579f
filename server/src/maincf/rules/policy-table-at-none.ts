import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const policyTableAtNone = settingRule({
  id: 'policy-table-at-none',
  title: 'TLS off but for the destinations of a table',
  severity: 'warning',
  docs: `With \`smtp_tls_security_level = none\` only destinations with an entry in a policy table get TLS; all other mail goes out in the
clear, even where the other side offers TLS. Write \`may\`, or \`dane\` with DNSSEC.`,
  bad: ['smtp_tls_security_level = none\nsmtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n'],
  good: [
    'smtp_tls_security_level = may\nsmtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n',
    'smtp_tls_security_level = none\n',
  ],
  fix: 'unsafe',
  at: ['smtp_tls_security_level'],
  find(value, { of }) {
    if (value.toLowerCase() !== 'none' || (of('smtp_tls_policy_maps') ?? '') === '') return null;
    return {
      message: t(
        'Only destinations with an entry in the table get TLS, and all other mail goes out in the clear. Write may, or dane with smtp_dns_support_level = dnssec.',
      ),
      better: 'may',
    };
  },
});
