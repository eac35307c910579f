import { expect, it } from 'vitest';
import { judge } from './judge';
import { dnssecSender } from './sender';
import { buildEvidence, certificateDigest, keyDigest } from './testing/build-evidence';
import { at, judgeTable, secure, selfSigned } from './testing/judge-table';
import { valueOf } from './testing/values';

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
    outcome: 'defers',
    reason: 'certificate-fingerprint',
    because: 'smtp_tls_fingerprint_digest = sha512, to which no digest has the right length',
  },
  {
    value: `fingerprint match=${keyDigest}|${'00'.repeat(64)}`,
    sender: { fingerprintDigest: 'sha512' },
    outcome: 'unknown',
    reason: 'attribute-in-doubt',
    because: 'a digest by sha512, which was not seen',
  },
  { value: `fingerprint match=${keyDigest}`, seen: at({ weak: true }), outcome: 'defers', because: 'security level 1' },
  {
    value: `fingerprint match=${keyDigest}`,
    seen: at({ outcome: 'no-starttls' }),
    outcome: 'defers',
    because: 'TLS is required',
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
    outcome: 'defers',
    reason: 'attribute-fails-handshake',
    because: 'a server that has 1.3 would have taken it',
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
    outcome: 'encrypted',
    because: 'the cipher that was seen is a strong one',
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
    outcome: 'defers',
    because: 'it makes the match fail, and older releases do not know it',
  },
  {
    value: 'secure policy_type=no-policy-found policy_ttl=60',
    sender: { version: '3.10.2' },
    outcome: 'authenticated',
    because: 'for reports alone',
  },
]);

const strict = {
  mandatory_protocols: '>=TLSv1.3',
  mandatory_ciphers: 'high',
  mandatory_exclude_ciphers: 'aNULL, AES256',
} as const;
const loose = { protocols: '>=TLSv1.3', ciphers: 'null', exclude_ciphers: 'kRSA !AES' } as const;
const older = at({ protocol: 'TLSv1.2' });
const olderDane = secure({ addresses: [{ protocol: 'TLSv1.2' }] });

judgeTable('section 6: protocols and ciphers of main.cf, where the entry names none', [
  {
    value: 'secure',
    sender: { session: { mandatory_protocols: '>=TLSv1.3' } },
    seen: older,
    outcome: 'defers',
    reason: 'attribute-fails-handshake',
    because: 'smtp_tls_mandatory_protocols',
  },
  {
    value: 'secure',
    sender: { session: { mandatory_protocols: '>=TLSv1.3' } },
    outcome: 'authenticated',
    because: '1.3',
  },
  {
    value: 'secure protocols=>=TLSv1',
    sender: { session: strict },
    seen: older,
    outcome: 'unknown',
    because: 'AES256',
  },
  {
    value: 'secure protocols= exclude=',
    sender: { session: strict },
    seen: older,
    outcome: 'authenticated',
    because: 'the entry names its own, and the cipher is of grade high',
  },
  { value: 'may', sender: { session: strict }, seen: older, outcome: 'encrypted', because: 'not the mandatory ones' },
  {
    value: 'may',
    sender: { session: { protocols: '>=TLSv1.3' } },
    seen: older,
    outcome: 'clear',
    reason: 'attribute-fails-handshake',
    because: 'smtp_tls_protocols has mail go in the clear',
  },
  { value: 'encrypt', sender: { session: { protocols: 'x' } }, outcome: 'encrypted', because: 'for may alone' },
  { value: 'none', sender: { session: { protocols: 'x' } }, outcome: 'clear', because: 'no TLS' },
  { value: 'dane', sender: { session: strict }, seen: olderDane, outcome: 'defers', because: 'usable TLSA: mandatory' },
  {
    value: 'dane',
    sender: { session: loose },
    seen: olderDane,
    outcome: 'defers',
    reason: 'attribute-fails-handshake',
    because: 'a sign in smtp_tls_exclude_ciphers, which counts at every level',
  },
  {
    value: 'dane',
    sender: { session: { ...strict, protocols: '>=TLSv1' } },
    seen: { mx: 'secure', hosts: [{ addresses: [{ protocol: 'TLSv1.2' }] }] },
    outcome: 'encrypted',
    because: 'without TLSA it acts as may, and has the lists of may',
  },
  {
    value: 'secure',
    sender: { session: { mandatory_ciphers: 'best' } },
    outcome: 'defers',
    reason: 'attribute-fails-handshake',
    because: 'an invalid grade',
  },
  {
    value: 'secure',
    sender: { session: { exclude_ciphers: 'AES256', mandatory_exclude_ciphers: 'RC4' } },
    seen: older,
    outcome: 'unknown',
    reason: 'attribute-in-doubt',
    because: 'both lists count, and another cipher was not seen',
  },
  {
    value: 'secure',
    sender: { editedGrades: ['medium'] },
    seen: older,
    outcome: 'unknown',
    reason: 'attribute-in-doubt',
    because: 'tls_medium_cipherlist is set',
  },
  { value: 'secure', sender: { editedGrades: ['medium'] }, outcome: 'authenticated', because: 'nothing of TLS 1.3' },
]);

it.each([
  ['secure', ['smtp_tls_mandatory_protocols = >=TLSv1.3', 'smtp_tls_mandatory_ciphers = high']],
  ['secure protocols=>=TLSv1 ciphers=medium exclude=', []],
  ['may', []],
  ['none', []],
  ['dane', ['smtp_tls_mandatory_protocols = >=TLSv1.3', 'smtp_tls_mandatory_ciphers = high']],
])('a verdict on %s names the lists of main.cf that it rests on', (value, expected) => {
  const session = { ...strict, mandatory_exclude_ciphers: '', protocols: '>=TLSv1', ciphers: 'medium' };
  const { restsOn } = judge(valueOf(value), buildEvidence(), { ...dnssecSender, session });
  expect(restsOn.filter((fact) => /_(?:protocols|ciphers)/.test(fact))).toEqual(expected);
});
