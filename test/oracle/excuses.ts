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

export const excuses: readonly Excuse[] = [
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

  // Acts as may, which is an error for us though mail goes out.
  {
    of: '[192.0.2.10] dane\n',
    log: 'dane_init()',
    why: 'an address has no TLSA records, and so dane acts as may without a word',
  },

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
