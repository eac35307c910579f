import { t } from '../../text/translate';
import { signsOfAWholeFile } from './missing-security-level';
import { settingRule } from './setting-rule';

const mandatory: ReadonlySet<string> = new Set(['encrypt', 'verify', 'secure', 'fingerprint', 'dane-only']);

export const mandatoryTlsForAll = settingRule({
  id: 'mandatory-tls-for-all',
  title: 'TLS required of every host on the Internet',
  severity: 'warning',
  docs: `At these levels mail to each host that offers no TLS, or does not authenticate, waits in the queue and then bounces. That is right
for one relay (\`relayhost\`), not for all destinations: write \`may\` or \`dane\`, and the destinations to protect into a policy table.
At \`fingerprint\` no other destination can match at all.`,
  bad: [
    'myhostname = mail.example.org\nrelayhost =\nsmtp_tls_security_level = encrypt\n',
    'myhostname = mail.example.org\nmydestination =\nsmtp_tls_security_level = fingerprint\nsmtp_tls_fingerprint_digest = sha256\n',
  ],
  good: ['smtp_tls_security_level = encrypt\nrelayhost = [mail.example.org]:587\n', 'smtp_tls_security_level = may\n'],
  at: ['smtp_tls_security_level'],
  find(value, { of, isSet }) {
    const level = value.toLowerCase();
    // A fragment does not show where mail goes.
    if (!mandatory.has(level) || signsOfAWholeFile.filter(isSet).length < 2) return null;
    const routes = ['relayhost', 'transport_maps', 'default_transport', 'sender_dependent_relayhost_maps'];
    if (routes.some((name) => (of(name) ?? '?') !== (name === 'default_transport' ? 'smtp' : ''))) return null;
    return t(
      'Without relayhost, level {0} holds for every destination: mail to a host that does not meet it waits, and bounces in the end. Write may or dane, and protect single destinations by smtp_tls_policy_maps.',
      level,
    );
  },
});
