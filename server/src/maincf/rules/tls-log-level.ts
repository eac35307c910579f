import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const tlsLogLevel = settingRule({
  id: 'tls-log-level',
  title: 'TLS log level for debugging',
  severity: 'warning',
  fix: 'unsafe',
  docs: `\`1\` logs one line for each TLS session, which tells how it was protected. \`2\` and more are for debugging, and \`4\` logs what the messages
say. With \`0\` the log tells nothing of TLS.`,
  bad: ['smtp_tls_loglevel = 3\n', 'smtp_tls_security_level = may\nsmtp_tls_loglevel = 0\n'],
  good: ['smtp_tls_loglevel = 1\n', 'smtp_tls_loglevel = 0\nsmtp_tls_security_level = none\n'],
  at: ['smtp_tls_loglevel', 'smtpd_tls_loglevel', 'lmtp_tls_loglevel'],
  find(value, { word }, name) {
    const level = Number(value);
    if (level >= 2) {
      const message =
        level >= 4
          ? t('This logs the handshakes for debugging, and 4 what the messages say. Write 1.')
          : t('This logs the handshakes for debugging. Write 1.');
      return { message, better: '1' };
    }
    const isOn = !['', 'none', null].includes(word(name.replace('loglevel', 'security_level')));
    return level === 0 && isOn
      ? {
          severity: 'information',
          message: t('The log tells nothing of TLS. Write 1 for one line a session.'),
          better: '1',
        }
      : null;
  },
});
