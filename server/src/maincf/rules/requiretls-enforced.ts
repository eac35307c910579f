import { t } from '../../text/translate';
import { splitList } from '../table-reference';
import { settingRule } from './setting-rule';

export const requiretlsEnforced = settingRule({
  id: 'requiretls-enforced',
  title: 'REQUIRETLS enforced for every destination',
  severity: 'warning',
  docs: `\`smtp_requiretls_policy\` (Postfix 3.11) says what becomes of a message whose sender asked for REQUIRETLS (RFC 8689). With \`enforce\` for all destinations it bounces (5.7.10) wherever the server
does not offer REQUIRETLS, which is nearly everywhere. Leave the default, or name the destinations for which it is agreed.`,
  bad: ['smtp_requiretls_policy = enforce\n'],
  good: [
    'smtp_requiretls_policy = opportunistic\n',
    'smtp_requiretls_policy = inline:{example.org=enforce} opportunistic\n',
  ],
  at: ['smtp_requiretls_policy', 'lmtp_requiretls_policy'],
  find(value) {
    const always = splitList(value)
      .find(({ text }) => !text.includes(':'))
      ?.text.toLowerCase();
    if (always !== 'enforce') return null;
    return t(
      'Most servers do not offer REQUIRETLS, so most mail that asks for it bounces (5.7.10). Leave the default, or name single destinations.',
    );
  },
});
