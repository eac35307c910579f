import { t } from '../../text/translate';
import type { PolicyEntry } from '../document';
import { fingerprints, isFingerprintLevel } from './fingerprint';
import { deferred, isInForce, type PolicyEntryRule } from './rule';

export const fingerprintWithoutDigest: PolicyEntryRule = {
  id: 'fingerprint-without-digest',
  scope: 'node',
  title: 'Level fingerprint without a digest',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `At level \`fingerprint\` the certificate or the public key must have one of the digests in \`match=\`. Without any, Postfix logs
\`configured at fingerprint security level, but with no fingerprints to match\` and defers all mail to the destination (4.7.5), unless
\`smtp_tls_fingerprint_cert_match\` of main.cf lists some, which then are good for every destination. Write the digests of the public
keys, joined by \`|\`.`,
  bad: [{ text: 'example.org fingerprint\n' }, { text: 'example.org fingerprint match=|\n' }],
  good: [
    {
      text: 'example.org fingerprint match=4d:83:67:a6:10:cd:a8:1e:03:07:f6:e4:52:46:0f:d7:aa:c0:9d:73:3f:a5:7b:87:ea:3b:08:ee:b2:7c:d9:8f\n',
      untried: 'the digest of no server',
    },
  ],
  check(entry, _document, report) {
    if (!isFingerprintLevel(entry) || !isInForce(entry) || fingerprints(entry).length > 0) return;
    const { level } = entry.value;
    if (level === null || hasOtherMatch(entry)) return;
    report({
      span: level.span,
      message: t(
        'No digest is given ("no fingerprints to match"): {0}, unless smtp_tls_fingerprint_cert_match of main.cf lists some. Write match= with the digests, joined by |.',
        deferred(),
      ),
    });
  },
};

/** A match= that is a finding of its own, or of which only the lookup knows the value. */
function hasOtherMatch({ value, key }: PolicyEntry): boolean {
  const isMatch = ({ name }: { readonly name: { readonly text: string } }): boolean =>
    name.text.toLowerCase() === 'match';
  return value.attributes.some(
    (attribute) =>
      isMatch(attribute) &&
      (value.problems.some((problem) => problem.attribute === attribute) ||
        (key.kind === 'pattern' && attribute.token.text.includes('$'))),
  );
}
