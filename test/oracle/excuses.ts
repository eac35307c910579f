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
    ['encrypt protocols=TLSv1.0', 'Invalid TLS protocol list "TLSv1.0": aborting TLS session'],
    ['secure protocols=TLS1.2', 'Invalid TLS protocol list "TLS1.2": aborting TLS session'],
    ['may protocols=>TLSv1.2', 'Invalid TLS protocol list ">TLSv1.2": aborting TLS session'],
    ['encrypt protocols=TLSv1', 'SSL_connect error'],
    ['encrypt exclude=!RC4', "invalid unary '!+-@' in cipher exclusion"],
    ['may servername=.lab.example', '"servername=.lab.example" specifies an invalid hostname'],
    ['may servername=192.0.2.10', '"servername=192.0.2.10" specifies an invalid hostname'],
    ['may servername=bücher.example', '"servername=bücher.example" specifies an invalid hostname'],
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
];
