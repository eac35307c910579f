/**
 * Where the linter may say something else than Postfix does. Each names what Postfix logs, or the function in its source
 * that decides; the test fails on an excuse that is not needed.
 */
export interface Excuse {
  /** The value in `policy-values.ts`, the key in `policy-keys.ts`, or the text of a rule's example. */
  readonly of: string;
  /** What Postfix logs, or the function in its source that decides. */
  readonly log: string;
  readonly why: string;
}

const later = 'no rule yet';

export const excuses: readonly Excuse[] = [
  ...[
    ['secure match=*.lab.example', 'Server certificate not verified'],
    ['secure match=hostnames', 'Server certificate not verified'],
    ['secure match=elsewhere.example|mx.lab.example', 'Server certificate not verified'],
    ['secure match=.', 'Server certificate not verified'],
    ['secure match=elsewhere.example', 'Server certificate not verified'],
    ['fingerprint', 'configured at fingerprint security level, but with no fingerprints to match'],
    ['fingerprint match=sha256:aabb', 'malformed fingerprint value: sha256:aabb'],
    ['fingerprint match=nexthop', 'malformed fingerprint value: nexthop'],
    ['fingerprint match=AA:BB:CC', 'Server certificate not verified'],
    [`fingerprint match=${'00'.repeat(32)}`, 'Server certificate not verified'],
    ['secure tafile=/nonexistent.pem', 'error opening trust anchor file: /nonexistent.pem'],
    ['fingerprint match=xyz|@SPKI@', 'malformed fingerprint value: xyz'],
    ['"k16.example"', 'tls_policy_lookup() asks for the next-hop without quotes'],
    ['k17.example:', 'tls_policy_lookup() asks for the next-hop, which has no empty port'],
    ['user@k18.example', 'tls_policy_lookup() asks for the next-hop, never for an address'],
    ['@k19.example', 'tls_policy_lookup() asks for the next-hop, never for an address'],
    ['smtp:k20.example', 'tls_policy_lookup() asks for the next-hop without the transport'],
    ['<k21.example>', 'tls_policy_lookup() asks for the next-hop'],
    ['.', 'tls_policy_lookup() asks for the next-hop and .parent names'],
    ['k23.example.', 'resolve_addr() strips the final dot of a recipient domain'],
  ].map(([of = '', log = '']) => ({ of, log, why: later })),

  // Other servers still speak TLS 1.1, and so a warning is enough.
  ...['encrypt protocols=!TLSv1.2', 'encrypt protocols=<=TLSv1.1'].map((of) => ({
    of,
    log: 'SSL_connect error',
    why: 'the server decides, and Debian’s OpenSSL refuses TLS 1.1',
  })),
  ...['may ciphers=null', 'secure ciphers=null'].map((of) => ({
    of,
    log: 'tls_set_ciphers()',
    why: 'TLS 1.3 has no grades; with TLS 1.2 the mail would go out in the clear, which is an error for us',
  })),
];
