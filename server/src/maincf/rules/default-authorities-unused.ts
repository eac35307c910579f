import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const defaultAuthoritiesUnused = settingRule({
  id: 'default-authorities-unused',
  title: 'Default authorities without a file of authorities',
  severity: 'warning',
  docs: `\`tls_append_default_CA = yes\` adds the authorities of OpenSSL to those of \`smtp_tls_CAfile\` or \`smtp_tls_CApath\`. With neither it has
no effect, and nothing is trusted.`,
  bad: ['tls_append_default_CA = yes\n'],
  good: [
    'tls_append_default_CA = yes\nsmtp_tls_CAfile = /etc/ssl/own.pem\n',
    'tls_append_default_CA = yes\nsmtpd_tls_CAfile = /etc/ssl/own.pem\n',
  ],
  at: ['tls_append_default_CA'],
  find(value, { of }) {
    const stores = ['smtp', 'lmtp', 'smtpd'].flatMap((program) => [`${program}_tls_CAfile`, `${program}_tls_CApath`]);
    if (value.toLowerCase() !== 'yes' || stores.some((name) => of(name) !== '')) return null;
    return t(
      'Without smtp_tls_CAfile or smtp_tls_CApath this has no effect: nothing is trusted. Set smtp_tls_CAfile to the authorities of the system.',
    );
  },
});
