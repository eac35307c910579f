import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { allTables } from '../table-reference';
import { settingRule } from './setting-rule';

export const spoofableTable = settingRule({
  id: 'spoofable-table',
  title: 'Policy that comes over the network in the clear',
  severity: 'warning',
  docs: `A \`tcp:\` table, and a \`socketmap:inet:\` one on another host, answer over a connection that nothing protects: whoever is on the way chooses the policy, such as \`none\`. Run the program on the
mail server, and ask it by \`socketmap:unix:\` or on 127.0.0.1.`,
  bad: [
    'smtp_tls_policy_maps = tcp:192.0.2.1:8461\n',
    'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy, socketmap:inet:sts.example.org:8461:postfix\n',
  ],
  good: [
    'smtp_tls_policy_maps = socketmap:inet:127.0.0.1:8461:postfix\n',
    'smtp_tls_policy_maps = socketmap:unix:/run/tlspol/socket:QUERY\n',
  ],
  at: ['smtp_tls_policy_maps', 'lmtp_tls_policy_maps'],
  find(value) {
    const found = allTables(value).find(({ type, name }) =>
      type === 'tcp'
        ? !isLocal(name)
        : type === 'socketmap' && name.startsWith('inet:') && !isLocal(name.slice('inet:'.length)),
    );
    return found === undefined
      ? null
      : t(
          '{0} answers over a connection that nothing protects: whoever is on the way chooses the policy. Ask a program on this host, by socketmap:unix: or on 127.0.0.1.',
          visible(found.text, 60),
        );
  },
});

function isLocal(address: string): boolean {
  return /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\]):/i.test(address);
}
