import { t } from '../../text/translate';
import { isFingerprintLevel } from './fingerprint';
import { isInForce, type PolicyEntryRule } from './rule';

export const fingerprintInSharedList: PolicyEntryRule = {
  id: 'fingerprint-in-shared-list',
  scope: 'node',
  title: 'Digests in a list that others take over',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `Which algorithm the digests of level \`fingerprint\` belong to, \`smtp_tls_fingerprint_digest\` says in the main.cf of each consumer: MD5
with a \`compatibility_level\` below 3.6, SHA-256 with newer ones. Where it is another one than that of the digests here, mail to the
destination is deferred (4.7.5). Write \`secure\` or \`dane\` in a list that others take over.

The rule speaks only where the list is known to be shared: \`"consumers"\` in \`.postfix-tls-policy.json\`, or a comment
\`# tls-policy-lint: consumers any\`.`,
  bad: [
    {
      text: `# tls-policy-lint: consumers any\nexample.org fingerprint match=${'0f'.repeat(32)}\n`,
      untried: 'the main.cf of others decides',
    },
  ],
  good: [
    { text: '# tls-policy-lint: consumers any\nexample.org secure match=mx.example.net\n' },
    { text: `example.org fingerprint match=${'0f'.repeat(32)}\n`, untried: 'the digest of no server' },
  ],
  check(entry, _document, report, { consumers }) {
    const { level } = entry.value;
    if (consumers === null || level === null || !isFingerprintLevel(entry) || !isInForce(entry)) return;
    report({
      span: level.span,
      message: t(
        'The algorithm of the digests is set in the main.cf of each consumer of this list; where it is another one, mail to this destination is deferred (4.7.5). Write secure or dane.',
      ),
    });
  },
};
