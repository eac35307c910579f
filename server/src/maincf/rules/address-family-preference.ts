import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const addressFamilyPreference = settingRule({
  id: 'address-family-preference',
  title: 'One address family is tried first',
  severity: 'information',
  fix: 'unsafe',
  docs: `With \`smtp_address_preference = ipv4\` or \`ipv6\` smtp(8) tries all addresses of that family first. Only a few addresses are tried in one delivery
(\`smtp_mx_address_limit\`, 5), so where the family fails on the way, mail waits though the other one works. \`any\`, the default, mixes them.`,
  bad: ['smtp_address_preference = ipv4\n', 'smtp_address_preference = ipv6\n'],
  good: ['smtp_address_preference = any\n'],
  at: ['smtp_address_preference', 'lmtp_address_preference'],
  find(value) {
    const family = value.toLowerCase();
    if (family !== 'ipv4' && family !== 'ipv6') return null;
    return {
      message: t(
        'Where {0} fails on the way, mail waits though the other family works. Write any.',
        family === 'ipv4' ? 'IPv4' : 'IPv6',
      ),
      better: 'any',
    };
  },
});
