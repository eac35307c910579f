import { t } from '../../text/translate';
import { isFingerprintLevel } from './fingerprint';
import { isInForce, type PolicyEntryRule } from './rule';

export const brittleFingerprint: PolicyEntryRule = {
  id: 'brittle-fingerprint',
  scope: 'node',
  title: 'Level fingerprint breaks with the next key',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: `At level \`fingerprint\` the mail waits from the moment on which the server shows another certificate, or another key if the digest is
that of a key. Automatic renewal does that every few weeks. It fits servers whose keeper tells you of a change beforehand: pin the
public key and not the certificate, and carry the digest of the next key too. Otherwise write \`dane\` or \`secure\`, which follow a
renewal by themselves.`,
  bad: [{ text: `example.org fingerprint match=${'0f'.repeat(32)}\n`, untried: 'the digest of no server' }],
  good: [{ text: 'example.org secure match=.example.net\n' }, { text: 'example.org dane\n' }],
  check(entry, _document, report) {
    const { level } = entry.value;
    if (!isFingerprintLevel(entry) || !isInForce(entry) || level === null) return;
    report({
      span: level.span,
      message: t(
        'Level fingerprint: mail waits as soon as the server shows another certificate or key, as it does after a renewal. Agree on changes with its keeper and list the next key too, or write dane or secure.',
      ),
    });
  },
};
