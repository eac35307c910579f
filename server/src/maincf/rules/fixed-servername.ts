import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const fixedServername = settingRule({
  id: 'fixed-servername',
  title: 'One server name for all destinations',
  severity: 'warning',
  fix: 'unsafe',
  docs: `\`smtp_tls_servername\` is what the client asks every server for (SNI). A fixed name is right for one relay only: other servers may answer
with the wrong certificate, or refuse. Write \`hostname\`, or leave it empty.`,
  bad: ['smtp_tls_servername = mail.example.org\n'],
  good: [
    'smtp_tls_servername = hostname\n',
    'smtp_tls_servername = mail.example.org\nrelayhost = [mail.example.org]\n',
  ],
  at: ['smtp_tls_servername'],
  find(value, { of }) {
    if (value === '' || value === 'hostname' || value === 'nexthop' || of('relayhost') !== '') return null;
    return {
      message: t(
        'Without relayhost every server is asked for this name, and may answer with the wrong certificate. Write hostname, or leave it empty.',
      ),
      better: 'hostname',
    };
  },
});
