import { describe, expect, it } from 'vitest';
import type { PolicyValue } from '../policy/entry';
import { judge } from './judge';
import { dnssecSender, type Sender } from './sender';
import { buildEvidence, type EvidenceSpec, keyDigest } from './testing/build-evidence';
import { at, judgeTable, one, secure, selfSigned } from './testing/judge-table';
import { valueOf } from './testing/values';

judgeTable('section 5: what each level asks for', [
  { value: 'none', outcome: 'clear', reason: 'delivers-clear-by-level', because: 'STARTTLS is never sent' },
  { value: 'none', seen: at({ outcome: 'no-starttls' }), outcome: 'clear', because: 'it is not missed either' },
  {
    value: 'none',
    seen: at({ outcome: 'tls-failed' }),
    outcome: 'clear',
    because: 'nor does a broken handshake matter',
  },
  { value: 'may', outcome: 'encrypted', reason: 'delivers-encrypted', because: 'TLS with whoever answers' },
  { value: 'may', seen: at(selfSigned), outcome: 'encrypted', because: 'the chain is only logged' },
  {
    value: 'may',
    seen: at({ outcome: 'no-starttls' }),
    outcome: 'clear',
    reason: 'delivers-clear-no-starttls',
    because: 'plaintext at once without STARTTLS',
  },
  {
    value: 'may',
    seen: at({ outcome: 'tls-failed' }),
    outcome: 'clear',
    reason: 'delivers-clear-no-tls',
    because: 'plaintext after minimal_backoff_time',
  },
  {
    value: 'may',
    seen: at({ outcome: 'starttls-refused' }),
    outcome: 'clear',
    reason: 'delivers-clear-no-tls',
    because: 'a refused STARTTLS goes on in plaintext',
  },
  { value: 'may', seen: at({ weak: true }), outcome: 'encrypted', because: 'security level 0 takes weak handshakes' },
  { value: 'encrypt', outcome: 'encrypted', because: 'TLS with whoever answers' },
  { value: 'encrypt', seen: at(selfSigned), outcome: 'encrypted', because: 'any certificate will do' },
  { value: 'encrypt', seen: at({ weak: true }), outcome: 'encrypted', because: 'it does not authenticate' },
  {
    value: 'encrypt',
    seen: at({ outcome: 'no-starttls' }),
    outcome: 'defers',
    reason: 'tls-not-offered',
    because: 'never falls back',
  },
  {
    value: 'encrypt',
    seen: at({ outcome: 'tls-failed' }),
    outcome: 'defers',
    reason: 'handshake-failed',
    because: 'never falls back',
  },
  {
    value: 'encrypt',
    seen: at({ outcome: 'starttls-refused', reply: '454 4.7.0 TLS not available' }),
    outcome: 'defers',
    reason: 'tls-refused',
    because: 'a 4xx reply to STARTTLS defers',
  },
  {
    value: 'encrypt',
    seen: at({ outcome: 'starttls-refused', reply: '502 5.5.1 not implemented' }),
    outcome: 'bounces',
    reason: 'tls-refused',
    because: 'a 5xx reply to STARTTLS bounces (smtp_site_fail(); run against smtp(8))',
  },
  { value: 'secure', outcome: 'authenticated', reason: 'delivers-verified-name', because: 'chain and name hold' },
  {
    value: 'secure',
    seen: at({ chain: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    outcome: 'defers',
    reason: 'certificate-not-trusted',
    because: 'no trusted root',
  },
  {
    value: 'secure',
    seen: at({ chain: 'CERT_HAS_EXPIRED' }),
    outcome: 'defers',
    reason: 'certificate-not-trusted',
    because: 'expired',
  },
  {
    value: 'secure',
    seen: at({ names: ['elsewhere.example'] }),
    outcome: 'defers',
    reason: 'certificate-name',
    because: 'the name is another',
  },
  {
    value: 'secure',
    seen: at({ weak: true }),
    outcome: 'defers',
    reason: 'handshake-security-level',
    because: 'authenticating levels raise the OpenSSL security level to 1',
  },
  {
    value: 'secure',
    seen: at({ outcome: 'starttls-refused', reply: '554 go away' }),
    outcome: 'bounces',
    reason: 'tls-refused',
    because: 'a 5xx reply to STARTTLS bounces',
  },
  {
    value: 'verify',
    seen: one({ name: 'mx.provider.example' }),
    outcome: 'authenticated',
    because: 'the name of the MX host is what counts',
  },
  {
    value: 'secure',
    seen: one({ name: 'mx.provider.example' }),
    outcome: 'defers',
    reason: 'certificate-name',
    because: 'the name of the MX host is not what counts',
  },
  { value: 'no entry', outcome: 'encrypted', because: 'smtp_tls_security_level = may' },
  { value: 'no entry', sender: { globalLevel: 'none' }, outcome: 'clear', because: 'smtp_tls_security_level = none' },
  {
    value: 'no entry',
    sender: { globalLevel: 'dane' },
    seen: secure({}),
    outcome: 'authenticated',
    because: 'smtp_tls_security_level = dane',
  },
]);

describe('judge', () => {
  it('answers with what Postfix says', () => {
    const text = (value: string, seen: EvidenceSpec) =>
      judge(valueOf(value), buildEvidence(seen), dnssecSender).hosts[0]?.reason.text;
    expect(text('encrypt', at({ outcome: 'no-starttls' }))).toBe(
      'mx1.a.example[192.0.2.1]: 4.7.4 TLS is required, but was not offered',
    );
    expect(text('encrypt', at({ outcome: 'starttls-refused', reply: '502 5.5.1 no TLS' }))).toBe(
      'mx1.a.example[192.0.2.1]: 5.5.1 TLS is required, but the host refused to start TLS: 5.5.1 no TLS',
    );
    expect(text('encrypt', at({ outcome: 'starttls-refused', reply: '554 go away' }))).toContain(': 5.0.0 TLS');
    expect(text('secure', at(selfSigned))).toBe(
      'mx1.a.example[192.0.2.1]: 4.7.5 Server certificate not verified: the certificate is self-signed',
    );
  });

  it.each([
    ['secure', 'smtp_tls_secure_cert_match = nexthop, dot-nexthop'],
    ['verify', 'smtp_tls_verify_cert_match = hostname'],
    ['secure', 'smtp_tls_CAfile or smtp_tls_CApath trusts what the probe trusted: CA file ca.pem'],
    ['dane', 'smtp_dns_support_level = dnssec, with a validating resolver'],
    ['dane', 'smtp_tls_dane_insecure_mx_policy = may'],
    [`fingerprint match=${keyDigest}`, 'smtp_tls_fingerprint_digest = sha256'],
    ['no entry', 'smtp_tls_security_level = may'],
  ])('%s rests on %s', (value, fact) => {
    expect(judge(valueOf(value), buildEvidence(), dnssecSender).restsOn).toContain(fact);
  });

  it.each<readonly [string, Partial<Sender>, string]>([
    ['secure', { trustStore: 'empty' }, 'smtp_tls_CAfile and smtp_tls_CApath are empty'],
    [`fingerprint match=${keyDigest}`, { fingerprintDigest: 'md5' }, 'smtp_tls_fingerprint_digest = md5'],
    ['secure enable_rpk=yes', { version: '3.7.11' }, 'mail_version = 3.7.11'],
    ['dane', { dnssecLookups: false }, 'smtp_dns_support_level without dnssec'],
  ])('%s of a sender with %j rests on %s', (value, sender, fact) => {
    expect(judge(valueOf(value), buildEvidence(), { ...dnssecSender, ...sender }).restsOn).toContain(fact);
  });

  it('names the sender’s facts only where they matter', () => {
    const restsOn = (value: PolicyValue | null, seen: EvidenceSpec = {}) =>
      judge(value, buildEvidence(seen), dnssecSender).restsOn;
    expect(restsOn(valueOf('may'))).toEqual([]);
    expect(restsOn(valueOf('secure match=mx1.a.example')).join()).not.toContain('cert_match');
    expect(restsOn(valueOf('dane'), secure({})).join()).not.toContain('insecure_mx');
    expect(restsOn(valueOf('may'), { hosts: Array.from({ length: 6 }, () => ({})) })).toEqual([
      'smtp_mx_address_limit = 5',
    ]);
  });
});
