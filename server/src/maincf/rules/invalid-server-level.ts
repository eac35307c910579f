import { nearest } from '../../text/nearest';
import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const invalidServerLevel = settingRule({
  id: 'invalid-server-level',
  title: 'TLS security level that the server does not have',
  severity: 'error',
  fix: 'unsafe',
  docs: `The server takes \`none\`, \`may\` and \`encrypt\`. \`verify\`, \`secure\` and \`fingerprint\` are taken for \`encrypt\` with a warning; to require
client certificates write \`smtpd_tls_req_ccert = yes\`. With any other word smtpd(8) ends with a fatal error, and no mail comes in.`,
  bad: ['smtpd_tls_security_level = dane\n', 'smtpd_tls_security_level = mai\n', 'smtpd_tls_security_level = verify\n'],
  good: ['smtpd_tls_security_level = may\n', 'smtpd_tls_security_level =\n'],
  at: ['smtpd_tls_security_level'],
  find(value) {
    const level = value.toLowerCase();
    if (['', 'none', 'may', 'encrypt'].includes(level)) return null;
    if (['verify', 'secure', 'fingerprint'].includes(level)) {
      return {
        severity: 'warning',
        message: t(
          'smtpd(8) takes {0} for encrypt, with a warning. Write encrypt, and smtpd_tls_req_ccert = yes if clients must show a certificate.',
          level,
        ),
        better: 'encrypt',
      };
    }
    const better = nearest(level, ['none', 'may', 'encrypt']) ?? 'may';
    return {
      message: t(
        'smtpd(8) has no such level and ends with a fatal error: no mail comes in. Write none, may or encrypt.',
      ),
      better,
    };
  },
});
