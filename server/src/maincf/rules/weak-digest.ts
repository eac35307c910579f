import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const weakDigest = settingRule({
  id: 'weak-digest',
  title: 'Fingerprints by a weak digest',
  severity: 'warning',
  fix: 'unsafe',
  docs: `A certificate can be made to have the \`md5\` digest of another, and \`sha1\` is no better for long. Write \`sha256\`, and the digests anew. Without
a setting the digest is \`md5\` below compatibility level 3.6.`,
  bad: ['smtp_tls_fingerprint_digest = md5\n', 'smtpd_tls_fingerprint_digest = sha1\n'],
  good: ['smtp_tls_fingerprint_digest = sha256\n'],
  at: ['smtp_tls_fingerprint_digest', 'lmtp_tls_fingerprint_digest', 'smtpd_tls_fingerprint_digest'],
  find(value) {
    const digest = value.toLowerCase();
    if (digest !== 'md5' && digest !== 'sha1') return null;
    return {
      message: t('{0} is too weak for fingerprints. Write sha256, and the digests of the tables anew.', digest),
      better: 'sha256',
    };
  },
});
