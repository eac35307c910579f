import { beforeAll, describe, expect, it } from 'vitest';
import type { PkixEvidence } from '../evidence';
import { authority, type Made, makeCertificate } from '../testing/certificates';
import { certificateEvidence } from './certificate-evidence';
import { anchoredBy, readTrustAnchorFile, TrustAnchorFileError } from './trust-anchor-file';

type Name = 'root' | 'oldRoot' | 'issuing' | 'oldIssuing' | 'leaf' | 'oldLeaf' | 'selfSigned' | 'stranger';
const made = {} as Record<Name, Made>;
beforeAll(async () => {
  const [past, extensions] = [[-20, -10] as const, authority()];
  made.root = await makeCertificate({ subject: 'CN=Root', extensions });
  made.issuing = await makeCertificate({ subject: 'CN=Issuing', issuer: made.root, extensions });
  made.oldIssuing = await makeCertificate({ subject: 'CN=Old', issuer: made.root, extensions, days: past });
  made.oldRoot = await makeCertificate({ subject: 'CN=Old Root', extensions, days: past });
  made.leaf = await makeCertificate({ subject: 'CN=mx.example', issuer: made.issuing });
  made.oldLeaf = await makeCertificate({ subject: 'CN=mx.example', issuer: made.issuing, days: past });
  made.selfSigned = await makeCertificate({ subject: 'CN=mx.example' });
  made.stranger = await makeCertificate({ subject: 'CN=Stranger', extensions });
});

const keyOf = (name: Name): string => String(made[name].certificate.publicKey.export({ type: 'spki', format: 'pem' }));
const trust = (file: string, ...sent: readonly Name[]): PkixEvidence =>
  anchoredBy(
    readTrustAnchorFile(file),
    sent.map((name) => certificateEvidence(made[name].certificate)),
    new Date(),
  );

describe('a trust anchor file (smtp_tls_trust_anchor_file)', () => {
  it.each<[string, () => string, readonly Name[], PkixEvidence['verdict']]>([
    ['the root, which is not sent', () => made.root.pem, ['leaf', 'issuing'], 'trusted'],
    ['an issuer that is no root', () => made.issuing.pem, ['leaf', 'issuing'], 'trusted'],
    ['an issuer that is not sent', () => made.issuing.pem, ['leaf'], 'trusted'],
    ['the key of an issuer', () => keyOf('issuing'), ['leaf', 'issuing'], 'trusted'],
    ['the key of an issuer that is not sent', () => keyOf('issuing'), ['leaf'], 'trusted'],
    ['one of several', () => `${made.stranger.pem}# ours\n${made.root.pem}`, ['leaf', 'issuing'], 'trusted'],
    ['lines with CRLF', () => made.root.pem.replaceAll('\n', '\r\n'), ['leaf', 'issuing'], 'trusted'],
    ['another one', () => made.stranger.pem, ['leaf', 'issuing'], 'untrusted'],
    ['the root, where an issuer is missing', () => made.root.pem, ['leaf'], 'untrusted'],
    ['the certificate of the server', () => made.leaf.pem, ['leaf', 'issuing'], 'trusted'],
    ['the certificate of the server, which has expired', () => made.oldLeaf.pem, ['oldLeaf', 'issuing'], 'trusted'],
    ['the key of the server', () => keyOf('selfSigned'), ['selfSigned'], 'trusted'],
    ['the issuer of one that has expired', () => made.issuing.pem, ['oldLeaf', 'issuing'], 'untrusted'],
    [
      'a private key besides, which Postfix passes over',
      () => `${made.root.key}\n${made.root.pem}`,
      ['leaf', 'issuing'],
      'trusted',
    ],
  ])('with %s', (_what, file, sent, verdict) => {
    expect(trust(file(), ...sent).verdict).toBe(verdict);
  });

  it('says of what has expired that it has', () => {
    expect(trust(made.issuing.pem, 'oldLeaf', 'issuing').error).toBe('CERT_HAS_EXPIRED');
  });

  it.each<[string, () => string, string]>([
    ['is empty', () => '', 'nothing in PEM format'],
    ['is DER', () => made.root.certificate.raw.toString('latin1'), 'nothing in PEM format'],
    ['holds a broken certificate', () => made.root.pem + made.leaf.pem.replace(/^MI/m, 'XX'), 'trust anchor 2'],
    ['holds a broken key', () => keyOf('root').replace(/^MF/m, 'XX'), 'trust anchor 1'],
  ])('that %s is refused', (_what, file, message) => {
    expect(() => readTrustAnchorFile(file())).toThrow(TrustAnchorFileError);
    expect(() => readTrustAnchorFile(file())).toThrow(message);
  });

  it('without an anchor, and with something else, is one that trusts nobody', () => {
    expect(readTrustAnchorFile(made.root.key)).toEqual([]);
    expect(trust(made.root.key, 'leaf', 'issuing').verdict).toBe('untrusted');
  });

  it('leaves a chain undecided that can not be read', () => {
    const broken = { ...certificateEvidence(made.leaf.certificate), der: 'MIIB' };
    expect(anchoredBy(readTrustAnchorFile(made.root.pem), [broken], new Date()).verdict).toBe('untested');
    expect(anchoredBy(readTrustAnchorFile(made.root.pem), [], new Date()).verdict).toBe('untrusted');
  });
});
