import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const serverSessionCache = settingRule({
  id: 'server-session-cache',
  title: 'Cache of TLS sessions that the server does not need',
  severity: 'information',
  docs: `Since Postfix 2.11 smtpd(8) hands its sessions to the clients as tickets (RFC 5077), and needs no \`smtpd_tls_session_cache_database\`. Delete it; the client's
cache, \`smtp_tls_session_cache_database\`, stays useful.`,
  bad: ['smtpd_tls_session_cache_database = btree:\${data_directory}/smtpd_scache\n'],
  good: [
    'smtpd_tls_session_cache_database =\n',
    'smtp_tls_session_cache_database = btree:\${data_directory}/smtp_scache\n',
  ],
  at: ['smtpd_tls_session_cache_database'],
  find(value) {
    return value === ''
      ? null
      : t('smtpd(8) resumes TLS sessions by tickets since Postfix 2.11, and needs no cache. Delete it.');
  },
});
