import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

const grades: ReadonlySet<string> = new Set(['high', 'medium', 'low', 'export', 'null']);

export const cipherGrade = settingRule({
  id: 'cipher-grade',
  title: 'Cipher grade that does not do what it says',
  severity: 'warning',
  fix: 'unsafe',
  docs: `The grades are \`high\` and \`medium\`. Postfix 3.8 and newer take \`low\` and \`export\` for \`medium\`. With \`null\` nothing is encrypted at TLS 1.2 and below
(no grade touches the suites of TLS 1.3), and at level \`encrypt\` no session begins (\`error setting cipher grade: "null"\`). With any other
word every handshake fails (\`invalid cipher grade\`).`,
  bad: ['smtp_tls_mandatory_ciphers = low\n', 'smtp_tls_mandatory_ciphers = null\n', 'smtp_tls_ciphers = strong\n'],
  good: ['smtp_tls_mandatory_ciphers = high\n', 'smtp_tls_ciphers = medium\n'],
  at: ['smtp', 'lmtp', 'smtpd'].flatMap((program) => [`${program}_tls_ciphers`, `${program}_tls_mandatory_ciphers`]),
  find(value, _settings, name) {
    const grade = value.toLowerCase();
    if (grade === 'high' || grade === 'medium' || grade === '') return null;
    if (grade === 'null')
      return {
        severity: 'error',
        message: /^(?:smtp|lmtp)_tls_mandatory_/.test(name)
          ? t(
              'At level encrypt no session begins with null ("error setting cipher grade"), and at stronger ones nothing is encrypted at TLS 1.2 and below. Write medium or high.',
            )
          : t('With null nothing is encrypted at TLS 1.2 and below; TLS 1.3 is not affected. Write medium or high.'),
        better: 'medium',
      };
    if (grades.has(grade))
      return {
        message: t('Postfix 3.8 and newer take {0} for medium. Write medium or high.', grade),
        better: 'medium',
      };
    return {
      severity: 'error',
      message: t(
        'There is no such cipher grade: every TLS handshake fails ("invalid cipher grade"). Write medium or high.',
      ),
      better: 'medium',
    };
  },
});
