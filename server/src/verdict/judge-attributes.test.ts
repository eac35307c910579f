import { certificateDigest, keyDigest } from './testing/build-evidence';
import { at, judgeTable, secure, selfSigned } from './testing/judge-table';

judgeTable('section 5.3: fingerprints', [
  {
    value: `fingerprint match=${certificateDigest}`,
    seen: at(selfSigned),
    outcome: 'authenticated',
    reason: 'delivers-verified-fingerprint',
    because: 'the certificate, whatever chain, name and date say',
  },
  { value: `fingerprint match=${keyDigest}`, outcome: 'authenticated', because: 'or its key' },
  {
    value: `fingerprint match=${keyDigest.toUpperCase().replace(/..(?=.)/g, '$&:')}`,
    outcome: 'authenticated',
    because: 'upper case and colons',
  },
  {
    value: `fingerprint match=${'00'.repeat(32)}|${keyDigest}`,
    outcome: 'authenticated',
    because: 'one of several with |',
  },
  {
    value: `fingerprint match=${'00'.repeat(32)} match=${keyDigest}`,
    outcome: 'authenticated',
    because: 'one of several attributes',
  },
  {
    value: `fingerprint match=${'00'.repeat(32)}`,
    outcome: 'defers',
    reason: 'certificate-fingerprint',
    because: 'another digest',
  },
  { value: 'fingerprint', outcome: 'defers', reason: 'no-fingerprints', because: 'no fingerprints to match' },
  {
    value: 'fingerprint',
    seen: at({ outcome: 'no-starttls' }),
    outcome: 'defers',
    reason: 'no-fingerprints',
    because: 'the entry is refused before any host is asked',
  },
  {
    value: 'fingerprint',
    seen: at({ outcome: 'untested' }),
    outcome: 'defers',
    reason: 'no-fingerprints',
    because: 'the entry is refused before any host is asked, and so whether it answers does not matter',
  },
  {
    value: `fingerprint match=${'00'.repeat(20)}`,
    outcome: 'unknown',
    reason: 'attribute-in-doubt',
    because: 'perhaps a digest of another kind',
  },
  {
    value: `fingerprint match=${keyDigest}`,
    sender: { fingerprintDigest: 'sha512' },
    outcome: 'unknown',
    because: 'smtp_tls_fingerprint_digest = sha512, which was not seen',
  },
  { value: `fingerprint match=${keyDigest}`, seen: at({ weak: true }), outcome: 'defers', because: 'security level 1' },
  {
    value: `fingerprint match=${keyDigest}`,
    seen: at({ outcome: 'no-starttls' }),
    outcome: 'defers',
    because: 'TLS is required',
  },
]);

judgeTable('section 5.4: SNI', [
  {
    value: 'secure servername=hostname',
    outcome: 'unknown',
    reason: 'attribute-in-doubt',
    because: 'the certificate for that name was not asked for',
  },
  {
    value: 'secure servername=hostname',
    seen: secure({ addresses: [{ names: ['elsewhere.example'], withSni: { names: ['mx1.a.example'] } }] }),
    outcome: 'authenticated',
    because: 'it was, since the TLSA base domain is that name',
  },
  {
    value: 'secure',
    seen: secure({ addresses: [{ names: ['elsewhere.example'], withSni: { names: ['mx1.a.example'] } }] }),
    outcome: 'defers',
    because: 'no SNI by default',
  },
  {
    value: 'secure servername=nexthop',
    seen: secure({ addresses: [{}] }),
    outcome: 'unknown',
    because: 'not asked for the next-hop',
  },
  {
    value: 'dane servername=elsewhere.example',
    seen: secure({}),
    outcome: 'authenticated',
    because: 'at DANE levels SNI is always the TLSA base domain',
  },
]);

judgeTable('sections 4 and 6: protocols, ciphers and other attributes', [
  { value: 'secure protocols=>=TLSv1.2', outcome: 'authenticated', because: 'TLS 1.3 was used' },
  { value: 'secure protocols=!SSLv2:!SSLv3', outcome: 'authenticated', because: 'TLS 1.3 is not excluded' },
  { value: 'secure protocols=', outcome: 'authenticated', because: 'empty is no limit' },
  { value: 'secure protocols=>=0303', outcome: 'authenticated', because: 'bounds in hexadecimal' },
  {
    value: 'secure protocols=>=TLSv1.3',
    seen: at({ protocol: 'TLSv1.2' }),
    outcome: 'unknown',
    because: 'perhaps 1.3',
  },
  { value: 'secure protocols=TLSv1.2', outcome: 'unknown', because: 'only 1.3 was seen' },
  { value: 'secure protocols=!TLSv1.3', outcome: 'unknown', because: 'only 1.3 was seen' },
  {
    value: 'secure protocols=TLSv1.0',
    outcome: 'defers',
    reason: 'attribute-fails-handshake',
    because: 'an invalid list fails the handshake',
  },
  { value: 'may protocols=TLSv1.0', outcome: 'clear', because: 'at may plaintext after a delay' },
  { value: 'may protocols=!TLSv1.3', outcome: 'unknown', because: 'another version, or plaintext' },
  { value: 'secure ciphers=hihg', outcome: 'defers', reason: 'attribute-fails-handshake', because: 'invalid grade' },
  {
    value: 'dane ciphers=hihg',
    seen: secure({}),
    outcome: 'defers',
    reason: 'attribute-fails-handshake',
    because: 'at DANE levels too',
  },
  { value: 'may ciphers=hihg', outcome: 'clear', because: 'plaintext after a delay' },
  { value: 'may ciphers=hihg', seen: at({ outcome: 'no-starttls' }), outcome: 'clear', because: 'plaintext at once' },
  { value: 'encrypt ciphers=HIGH', outcome: 'encrypted', because: 'TLS 1.3 suites are unaffected' },
  {
    value: 'encrypt ciphers=high',
    seen: at({ protocol: 'TLSv1.2' }),
    outcome: 'unknown',
    because: 'one cipher was seen',
  },
  {
    value: 'encrypt exclude=!RC4',
    outcome: 'defers',
    reason: 'attribute-fails-handshake',
    because: 'invalid unary in cipher exclusion',
  },
  { value: 'encrypt exclude=RC4:aNULL', outcome: 'encrypted', because: 'bare names' },
  { value: 'encrypt exclude=', seen: at({ protocol: 'TLSv1.2' }), outcome: 'encrypted', because: 'clears exclusions' },
  { value: 'secure connection_reuse=yes', outcome: 'authenticated', because: 'decides nothing here' },
  { value: 'secure enable_rpk=yes', outcome: 'unknown', because: 'releases before 3.9 defer' },
  {
    value: 'secure enable_rpk=yes',
    sender: { version: '3.9.1' },
    outcome: 'authenticated',
    because: 'no effect at secure',
  },
  {
    value: 'secure enable_rpk=yes',
    sender: { version: '3.7.11' },
    outcome: 'defers',
    reason: 'attribute-unknown',
    because: '3.7 does not know it',
  },
  { value: 'may enable_rpk=yes', sender: { version: '3.7.11' }, outcome: 'defers', because: 'at every level with TLS' },
  {
    value: 'secure protocols=>=TLSv1.2',
    sender: { version: '3.5.25' },
    outcome: 'defers',
    reason: 'attribute-fails-handshake',
    because: 'bounds are invalid before 3.6',
  },
  {
    value: 'secure policy_type=sts policy_failure=sts-webpki-invalid',
    sender: { version: '3.10.2' },
    outcome: 'unknown',
    because: 'it makes the match fail, except with connection reuse',
  },
  {
    value: 'secure policy_type=no-policy-found policy_ttl=60',
    sender: { version: '3.10.2' },
    outcome: 'authenticated',
    because: 'for reports alone',
  },
]);
