import { t } from '../../text/translate';
import { readTableList } from '../table-reference';
import { settingRule } from './setting-rule';

export const stsPatternsUnenforced = settingRule({
  id: 'sts-patterns-unenforced',
  title: 'MX patterns of MTA-STS that are not enforced',
  severity: 'warning',
  fix: 'unsafe',
  docs: `A policy of MTA-STS names the hosts that may take a domain's mail. From Postfix 3.10.5 and 3.11 on smtp(8) leaves out MX hosts that the policy does not name, where the socketmap tells
the policy's patterns (\`policy_type=sts policy_string=…\`, as plugins do once their TLSRPT fields are on). With \`smtp_tls_enforce_sts_mx_patterns = no\` the patterns only serve as names for the
certificate. Write \`yes\`, its default.`,
  bad: ['smtp_tls_policy_maps = socketmap:inet:127.0.0.1:8461:postfix\nsmtp_tls_enforce_sts_mx_patterns = no\n'],
  good: [
    'smtp_tls_policy_maps = socketmap:inet:127.0.0.1:8461:postfix\nsmtp_tls_enforce_sts_mx_patterns = yes\n',
    'smtp_tls_enforce_sts_mx_patterns = no\n',
  ],
  at: ['smtp_tls_enforce_sts_mx_patterns'],
  find(value, { of }) {
    if (value.toLowerCase() !== 'no') return null;
    if (!readTableList(of('smtp_tls_policy_maps') ?? '').some(({ type }) => type === 'socketmap')) return null;
    return {
      message: t(
        'Hosts that an MTA-STS policy does not name get the mail if their certificate has one of its names. Write yes.',
      ),
      better: 'yes',
    };
  },
});
