import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { elementsOf, settingRule } from './setting-rule';

export const cipherExclusion = settingRule({
  id: 'cipher-exclusion',
  title: 'Sign in front of an excluded cipher',
  severity: 'error',
  fix: 'unsafe',
  docs: `The list names ciphers, and Postfix excludes them. With \`!\`, \`+\`, \`-\` or \`@\` in front of one every handshake fails (\`invalid unary
'!+-@' in cipher exclusion\`), and at level \`may\` mail then goes out in the clear.`,
  bad: ['smtp_tls_exclude_ciphers = !RC4, aNULL\n'],
  good: ['smtp_tls_exclude_ciphers = RC4, aNULL\n'],
  at: ['smtp', 'lmtp', 'smtpd'].flatMap((program) => [
    `${program}_tls_exclude_ciphers`,
    `${program}_tls_mandatory_exclude_ciphers`,
  ]),
  find(value) {
    const words = value.includes(':') ? value.split(/[\s,:]+/) : elementsOf(value);
    const wrong = words.find((word) => /^[!+@-]/.test(word));
    if (wrong === undefined) return null;
    return {
      message: t(
        '{0} begins with a sign: every TLS handshake fails ("invalid unary \'!+-@\' in cipher exclusion"). Write bare names.',
        visible(wrong),
      ),
      better: words.map((word) => word.replace(/^[!+@-]+/, '')).join(', '),
    };
  },
});
