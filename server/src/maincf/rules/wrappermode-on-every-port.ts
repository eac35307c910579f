import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const wrappermodeOnEveryPort = settingRule({
  id: 'wrappermode-on-every-port',
  title: 'TLS from the first byte on every port of the server',
  severity: 'error',
  fix: 'unsafe',
  docs: `In main.cf \`smtpd_tls_wrappermode = yes\` holds for port 25, too, where no client begins with TLS: no mail comes in. Write it behind
\`-o\` of the service on port 465 in master.cf.`,
  bad: ['smtpd_tls_wrappermode = yes\n'],
  good: ['smtpd_tls_wrappermode = no\n'],
  at: ['smtpd_tls_wrappermode'],
  find(value) {
    if (value.toLowerCase() !== 'yes') return null;
    return {
      message: t(
        'This holds for port 25, too, where no client begins with TLS: no mail comes in. Write -o smtpd_tls_wrappermode=yes for the service on port 465 in master.cf, and no here.',
      ),
      better: 'no',
    };
  },
});
