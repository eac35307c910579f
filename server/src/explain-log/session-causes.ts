import { t } from '../text/translate';
import type { Cause } from './cause';

/** What Postfix says where a server does not meet the policy. */
export const sessionCauses: readonly Cause[] = [
  {
    id: 'invalid-policy',
    pattern: /(?:TLS policy lookup (?:error )?for (?<nextHop>[^\s/]+)\/\S+: )?client TLS configuration problem/,
    consequence: 'waits',
    reason: () =>
      t(
        'Postfix does not take the policy of the destination: the entry is broken, dane-only is not possible here, or a table failed.',
      ),
    fix: () =>
      t('A warning of the same process before this line names what is wrong with the entry; query tells it, too.'),
  },
  {
    id: 'certificate-not-verified',
    pattern: /Server certificate not (?:verified|trusted)/,
    consequence: 'waits',
    reason: () =>
      t(
        'The level authenticates the server, and its certificate does not prove one of the names or digests, comes from nobody who is trusted, or does not match the TLSA records.',
      ),
    fix: () =>
      t(
        'Probe the domain: it tells which names the certificates carry, and the entry that holds. Without smtp_tls_CAfile or smtp_tls_CApath secure never holds.',
      ),
  },
  {
    id: 'certificate-names',
    pattern: /certificate verification failed for (?<host>[^\s[]{1,255})(?:\[\S{1,60})?: num=6[24]:/,
    consequence: null,
    reason: ({ host = '' }) => t('The certificate of {0} is for other names than those of the policy.', host),
    fix: () =>
      t(
        'Compare match= with the names of the servers; where they belong to a provider, match=.provider.example names those.',
      ),
  },
  {
    id: 'certificate-expired',
    pattern:
      /certificate verification failed for (?<host>[^\s[]{1,255})(?:\[\S{1,60})?: certificate (?:has expired|not yet valid)/,
    consequence: null,
    reason: ({ host = '' }) => t('The certificate of {0} is not valid at this time.', host),
    fix: () => t('Look at the clock of this machine; else tell the operator of the server.'),
  },
  {
    id: 'certificate-untrusted',
    pattern:
      /certificate verification failed for (?<host>[^\s[]{1,255})(?:\[\S{1,60})?: (?<said>untrusted issuer|self-signed certificate|not trusted by local or TLSA policy|.*)/,
    consequence: null,
    reason: ({ host = '', said = '' }) =>
      t('Nobody who is trusted vouches for the certificate of {0}: {1}.', host, said),
    fix: () =>
      t(
        'Look whether smtp_tls_CAfile or smtp_tls_CApath names the CAs of the system, and can be read inside the chroot. Else the server has no certificate of a public CA: dane or fingerprint can authenticate it.',
      ),
  },
  {
    id: 'tls-not-offered',
    pattern: /TLS is required, but was not offered(?: by host (?<host>[^\s[]+))?/,
    consequence: 'waits',
    reason: () =>
      t('The policy requires TLS, and the server offers no STARTTLS; somebody on the way may have taken it out.'),
    fix: () =>
      t(
        'Probe the domain from another place. If nobody sees STARTTLS there, the server has none; else look for a firewall that rewrites SMTP.',
      ),
  },
  {
    id: 'tls-refused',
    pattern: /TLS is required, but host (?<host>[^\s[]{1,255})(?:\[\S{1,60})? refused to start TLS: (?<said>.*)/,
    consequence: 'waits',
    reason: ({ host = '', said = '' }) => t('{0} offers STARTTLS and refuses it: {1}', host, said),
    fix: () => t('Wait, as that often passes; if it stays, tell the operator of the server.'),
  },
  {
    id: 'tls-engine',
    pattern: /TLS is required, but our TLS engine is unavailable|: disabling TLS support/,
    consequence: null,
    reason: () =>
      t('This Postfix can’t begin TLS at all: a file of CAs, certificates or keys that main.cf names can’t be read.'),
    fix: () =>
      t(
        'The warning names the file; check finds the setting in main.cf. Until then levels that require TLS let mail wait, and may sends it in the clear.',
      ),
  },
  {
    id: 'handshake-failure',
    pattern: /Cannot start TLS: handshake failure|SSL_connect error to (?<host>[^\s[]+)/,
    consequence: null,
    reason: () =>
      t(
        'The TLS handshake failed: no protocol or cipher that both sides take, a key that is too weak, or a mistake in protocols=, ciphers= or exclude=.',
      ),
    fix: () =>
      t(
        'A line of the same process before this one tells more (TLS library problem, invalid cipher grade). Probe the domain to see what its servers speak. At level may Postfix sends the mail in the clear after a while.',
      ),
  },
  {
    id: 'protocol-list',
    pattern: /Invalid TLS protocol list "(?<said>[^"]*)"/,
    consequence: null,
    reason: ({ said = '' }) => t('{0} is no list of TLS protocols, so every handshake fails.', said),
    fix: () => t('Write >=TLSv1.2, or before Postfix 3.6 !SSLv2:!SSLv3:!TLSv1:!TLSv1.1.'),
  },
  {
    id: 'cipher-setting',
    pattern: /(?<said>invalid cipher grade: ".*"|invalid unary '!\+-@' in cipher exclusion.*)/,
    consequence: null,
    reason: ({ said = '' }) =>
      t('The ciphers are set to what Postfix does not take, so every handshake fails: {0}', said),
    fix: () => t('Write ciphers=high or ciphers=medium, and in exclude= names without signs before them.'),
  },
  {
    id: 'cipher-setting',
    pattern: /(?<said>error setting cipher grade: ".*"|SSL routines:[^:]*:no cipher match)/,
    consequence: null,
    reason: ({ said = '' }) => t('No cipher is left of the grade and what is excluded from it: {0}', said),
    fix: () =>
      t('Write ciphers=high or ciphers=medium, and take names out of exclude= that stand for whole kinds of ciphers.'),
  },
  {
    id: 'protocol-list',
    pattern: /(?<said>error setting (?:minimum|maximum) TLS version to: .*|SSL routines:[^:]*:no protocols available)/,
    consequence: null,
    reason: ({ said = '' }) => t('This OpenSSL has none of the protocols that are left on: {0}', said),
    fix: () => t('Write >=TLSv1.2, or before Postfix 3.6 !SSLv2:!SSLv3:!TLSv1:!TLSv1.1.'),
  },
  {
    id: 'tls-library',
    pattern: /TLS library problem: error:[\dA-F]+:[^:]*:[^:]*:(?<said>[^:]+)/,
    consequence: null,
    reason: ({ said = '' }) => t('What OpenSSL says of the handshake that fails: {0}', said),
    fix: () =>
      t(
        'Probe the domain to see what its servers speak; an alert is what the server said, and all else is of this machine.',
      ),
  },
  {
    id: 'match-names',
    pattern:
      /(?<host>[^\s[]{1,255})\[\S{1,60}\]:\d{1,5}: (?<said>ignoring invalid match name: ".*"|could not configure peer name checks)/,
    consequence: 'waits',
    reason: ({ said = '' }) => t('A name in match= is none that a certificate can carry: {0}', said),
    fix: () => t('Write names of hosts in match=, or .example.org for all below.'),
  },
  {
    id: 'malformed-fingerprint',
    pattern: /all fingerprints unusable/,
    consequence: 'waits',
    reason: () => t('None of the digests of the entry has the length of the algorithm, so none ever matches.'),
    fix: () => t('Write digests as smtp_tls_fingerprint_digest names the algorithm: 64 hexadecimal digits for sha256.'),
  },
  {
    id: 'mta-sts-violated',
    pattern: /server (?<host>\S+) violates (?<said>\S+) policy/,
    consequence: 'waits',
    reason: ({ host = '' }) => t('The MTA-STS policy of the domain does not name {0}.', host),
    fix: () =>
      t(
        'Tell the operator of the domain. Do not write an entry that lets the host in: a forged MX record looks like this.',
      ),
  },
  {
    id: 'null-mx',
    pattern: /does not accept mail \(nullMX\)/,
    consequence: 'bounces',
    reason: () => t('The domain says by its MX record that it takes no mail. That is not about TLS.'),
    fix: () => t('Look for a misspelt address; an entry for the domain is not needed.'),
  },
];
