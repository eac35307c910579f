import { t } from '../../text/translate';
import { isWholeFile } from './missing-security-level';
import type { MainCfDocumentRule } from './rule';
import { settingsOf } from './setting-rule';

export const noSessionCache: MainCfDocumentRule = {
  id: 'no-session-cache',
  scope: 'document',
  title: 'No cache of TLS sessions for outgoing mail',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  offByDefault: true,
  docs: `Without \`smtp_tls_session_cache_database\` each connection does a full handshake. On a server that sends much mail to few destinations a cache saves time on both
sides: \`smtp_tls_session_cache_database = lmdb:\${data_directory}/smtp_scache\` (or \`btree:\`). Whether a server is busy a file does not tell, so the rule is off by default.`,
  bad: [{ text: 'myhostname = mail.example.org\nmydestination =\nsmtp_tls_security_level = may\n' }],
  good: [
    {
      text: 'myhostname = mail.example.org\nmydestination =\nsmtp_tls_security_level = may\nsmtp_tls_session_cache_database = lmdb:\${data_directory}/smtp_scache\n',
    },
    { text: 'smtp_tls_security_level = may\n' },
  ],
  check(document, report, context) {
    const { of, word } = settingsOf(document, context);
    const level = document.effective.get('smtp_tls_security_level');
    if (level === undefined || !isWholeFile(document) || of('smtp_tls_session_cache_database') !== '') return;
    if (['none', '', null].includes(word('smtp_tls_security_level'))) return;
    report({
      span: level.name.span,
      message: t(
        'Each connection does a full handshake. Set smtp_tls_session_cache_database = lmdb:{0} on a busy server.',
        '\${data_directory}/smtp_scache',
      ),
    });
  },
};
