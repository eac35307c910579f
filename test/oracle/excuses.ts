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
    ['"k16.example"', 'tls_policy_lookup() asks for the next-hop without quotes'],
    ['k17.example:', 'tls_policy_lookup() asks for the next-hop, which has no empty port'],
    ['user@k18.example', 'tls_policy_lookup() asks for the next-hop, never for an address'],
    ['@k19.example', 'tls_policy_lookup() asks for the next-hop, never for an address'],
    ['smtp:k20.example', 'tls_policy_lookup() asks for the next-hop without the transport'],
    ['<k21.example>', 'tls_policy_lookup() asks for the next-hop'],
    ['.', 'tls_policy_lookup() asks for the next-hop and .parent names'],
    ['k23.example.', 'resolve_addr() strips the final dot of a recipient domain'],
  ].map(([of = '', log = '']) => ({ of, log, why: later })),

  // What the network or the machine decides, no rule can know.
  ...[
    ['secure match=elsewhere.example', 'Server certificate not verified', 'the certificate decides'],
    ['secure match=*.lab.example', 'Server certificate not verified', 'a certificate can carry the wildcard'],
    ['verify match=*.lab.example', 'Server certificate not verified', 'a certificate can carry the wildcard'],
    [`fingerprint match=${'00'.repeat(32)}`, 'Server certificate not verified', 'the certificate decides'],
    [`fingerprint match=${'0f'.repeat(16)}`, 'unusable TLSA RR', 'smtp_tls_fingerprint_digest decides'],
    [`fingerprint match=${'0f'.repeat(20)}`, 'unusable TLSA RR', 'smtp_tls_fingerprint_digest decides'],
    ['secure tafile=/nonexistent.pem', 'error opening trust anchor file: /nonexistent.pem', 'the file is elsewhere'],
  ].map(([of = '', log = '', why = '']) => ({ of, log, why })),

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
