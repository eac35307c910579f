import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const preemptedCipherOrder = settingRule({
  id: 'preempted-cipher-order',
  title: 'The server’s order of ciphers comes first',
  severity: 'information',
  fix: 'unsafe',
  docs: `With \`tls_preempt_cipherlist = yes\` the server takes the first of its own ciphers that the client has, and not the client's first. All ciphers of grade
\`medium\` and \`high\` are sound, clients know best which of them they are quick at, and some old ones fail with another one than their first. It is rarely needed.`,
  bad: ['tls_preempt_cipherlist = yes\n'],
  good: ['tls_preempt_cipherlist = no\n'],
  at: ['tls_preempt_cipherlist'],
  find(value) {
    if (value.toLowerCase() !== 'yes') return null;
    return {
      message: t(
        'Some old clients fail with another cipher than their first, and all of the grade are sound. Write no.',
      ),
      better: 'no',
    };
  },
});
