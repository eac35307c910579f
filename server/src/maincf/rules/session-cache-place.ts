import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { readTable } from '../table-reference';
import { settingRule } from './setting-rule';

const caches = ['smtp', 'lmtp', 'smtpd'].map((program) => `${program}_tls_session_cache_database`);

export const sessionCachePlace = settingRule({
  id: 'session-cache-place',
  title: 'Cache of TLS sessions in the wrong place, or of the wrong type',
  severity: 'warning',
  docs: `tlsmgr(8) keeps each cache of TLS sessions in a file of its own in \`\$data_directory\`, of type \`btree:\` or \`lmdb:\`. Another folder is replaced by that one with a
warning (\`request to update file … in non-postfix directory\`, \`redirecting the request\`), a \`hash:\` table can't be used as a cache, and two caches in one file mix their sessions.
Write \`btree:\${data_directory}/smtp_scache\` for outgoing mail.`,
  bad: [
    'smtp_tls_session_cache_database = hash:\${data_directory}/smtp_scache\n',
    'smtp_tls_session_cache_database = btree:/etc/postfix/smtp_scache\n',
    'smtp_tls_session_cache_database = btree:\${data_directory}/scache\nsmtpd_tls_session_cache_database = btree:\${data_directory}/scache\n',
  ],
  good: [
    'smtp_tls_session_cache_database = btree:\${data_directory}/smtp_scache\n',
    'smtp_tls_session_cache_database = lmdb:/var/lib/postfix/smtp_scache\n',
    'smtp_tls_session_cache_database =\n',
  ],
  at: caches,
  find(value, { of }, name) {
    if (value === '') return null;
    const { type, name: path } = readTable(value);
    if (type !== 'btree' && type !== 'lmdb') {
      return t(
        'Only a btree: or lmdb: table can hold TLS sessions. Write {0}.',
        `btree:\${data_directory}/${name.split('_')[0] ?? ''}_scache`,
      );
    }
    const data = of('data_directory') ?? '/var/lib/postfix';
    const other = caches.find((each) => each !== name && of(each) === value);
    if (other !== undefined)
      return t('{0} names the same file, and the sessions of both are mixed. Give each a file of its own.', other);
    if (path.startsWith(`${data}/`)) return null;
    return t(
      'tlsmgr(8) does not write to {0}: with a warning it takes {1} instead. Write that.',
      visible(path, 100),
      `${data}/${path.slice(path.lastIndexOf('/') + 1)}`,
    );
  },
});
