import { t } from '../../text/translate';
import { digestBytes, fingerprints } from './fingerprint';
import type { PolicyEntryRule } from './rule';

const weak: ReadonlySet<string> = new Set(['md5', 'sha1']);

export const weakFingerprint: PolicyEntryRule = {
  id: 'weak-fingerprint',
  scope: 'node',
  title: 'Digest of a weak algorithm',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `MD5 and SHA-1 digests can be forged with effort: two certificates can be made to have the same. MD5 was the default of
\`smtp_tls_fingerprint_digest\` up to Postfix 3.5, and still is with a \`compatibility_level\` below 3.6. With the default of today, SHA-256,
such a digest matches nothing (\`unusable TLSA RR\`), and mail is deferred. Write SHA-256 digests, and
\`smtp_tls_fingerprint_digest = sha256\` in main.cf.`,
  bad: [
    { text: `example.org fingerprint match=${'0f'.repeat(16)}\n`, untried: 'smtp_tls_fingerprint_digest decides' },
    { text: `example.org fingerprint match=${'0f'.repeat(20)}\n`, untried: 'smtp_tls_fingerprint_digest decides' },
  ],
  good: [{ text: `example.org fingerprint match=${'0f'.repeat(32)}\n`, untried: 'the digest of no server' }],
  check(entry, _document, report) {
    for (const { bytes, span } of fingerprints(entry)) {
      const algorithm = bytes === null ? undefined : digestBytes.get(bytes);
      if (algorithm === undefined || !weak.has(algorithm)) continue;
      report({
        span,
        message: t(
          'This is the length of an {0} digest, which can be forged, and which matches nothing where smtp_tls_fingerprint_digest is sha256, the default from Postfix 3.6 on. Write the SHA-256 digest.',
          algorithm.toUpperCase().replace('SHA1', 'SHA-1'),
        ),
      });
    }
  },
};
