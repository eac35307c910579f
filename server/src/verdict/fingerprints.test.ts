import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Evidence } from '../probe/evidence';
import { type Made, makeCertificate } from '../probe/testing/certificates';
import { certificateEvidence } from '../probe/tls/certificate-evidence';
import { advise } from './advise';
import { digestsOf } from './fingerprints';
import { judge } from './judge';
import { dnssecSender, type Sender } from './sender';
import { buildEvidence } from './testing/build-evidence';
import { one, selfSigned } from './testing/judge-table';
import { valueOf } from './testing/values';

let made: Made;
/** Of a host that shows the certificate. */
let evidence: Evidence;
beforeAll(async () => {
  made = await makeCertificate({ subject: 'CN=a.example' });
  evidence = showing(certificateEvidence(made.certificate));
});

function showing(certificate: ReturnType<typeof certificateEvidence>): Evidence {
  const seen = buildEvidence(one({ addresses: [selfSigned] }));
  return {
    ...seen,
    hosts: seen.hosts.map((host) => ({
      ...host,
      addresses: host.addresses.map(({ tls, ...rest }) =>
        tls ? { ...rest, tls: { ...tls, chain: [certificate] } } : rest,
      ),
    })),
  };
}

const plain = (fingerprint: string) => fingerprint.replaceAll(':', '').toLowerCase();
const keyBy = (algorithm: string) =>
  createHash(algorithm)
    .update(made.certificate.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');

describe('the digests of a certificate', () => {
  it('are those of Node, and of its public key', () => {
    const { fingerprint, fingerprint256, fingerprint512 } = made.certificate;
    const own = certificateEvidence(made.certificate);
    expect(digestsOf(own, 'sha1')).toEqual({ certificate: plain(fingerprint), key: keyBy('sha1') });
    expect(digestsOf(own, 'sha256')).toEqual({ certificate: plain(fingerprint256), key: keyBy('sha256') });
    expect(digestsOf(own, 'sha512')).toEqual({ certificate: plain(fingerprint512), key: keyBy('sha512') });
    expect(digestsOf(own, 'md5')?.key).toBe(keyBy('md5'));
    expect(digestsOf(own, 'sha3-256')).toBeNull();
  });
});

describe('level fingerprint', () => {
  const outcomeOf = (match: string, sender: Partial<Sender>, seen = evidence) =>
    judge(valueOf(`fingerprint match=${match}`), seen, { ...dnssecSender, profile: 'site', ...sender }).outcome;

  it.each(['md5', 'sha1', 'sha224', 'sha384', 'sha512'])('is decided by %s', (algorithm) => {
    const certificate = createHash(algorithm).update(made.certificate.raw).digest('hex');
    const sender = { fingerprintDigest: algorithm };
    expect(outcomeOf(certificate.toUpperCase().replace(/..(?=.)/g, '$&:'), sender)).toBe('authenticated');
    expect(outcomeOf(`${'00'.repeat(certificate.length / 2)}|${keyBy(algorithm)}`, sender)).toBe('authenticated');
    expect(outcomeOf('00'.repeat(certificate.length / 2), sender)).toBe('defers');
    // By another algorithm Postfix leaves it out.
    expect(outcomeOf(keyBy('sha256'), sender)).toBe('defers');
  });

  it('stays open where the algorithm is not known here, or the bytes of the certificate are not those of its digest', () => {
    expect(outcomeOf('00'.repeat(32), { fingerprintDigest: 'sha3-256' })).toBe('unknown');
    const other = showing({ ...certificateEvidence(made.certificate), der: 'MIIB' });
    expect(outcomeOf(keyBy('sha1'), { fingerprintDigest: 'sha1' }, other)).toBe('unknown');
    // By SHA-256 the bytes are not needed.
    expect(outcomeOf(keyBy('sha256'), { fingerprintDigest: 'sha256' }, other)).toBe('authenticated');
  });

  it('stays open by a digest of the certificate whose algorithm may be the one of main.cf, and by no foreign one', () => {
    expect(outcomeOf(keyBy('sha1'), {})).toBe('unknown');
    expect(
      outcomeOf(
        keyBy('sha1').replace(/./, (digit) => (digit === '0' ? '1' : '0')),
        {},
      ),
    ).toBe('defers');
  });

  it.each([
    ['sha256', true],
    ['sha512', true],
    ['sha1', false],
    ['md5', false],
  ])('is offered by the algorithm of main.cf, if nobody can forge it: %s', (algorithm, isOffered) => {
    const sender: Sender = { ...dnssecSender, profile: 'site', fingerprintDigest: algorithm };
    const { runnersUp } = advise(evidence, sender, { allowFingerprint: true });
    const offered = runnersUp.map(({ entry }) => entry).filter((entry) => entry.includes('fingerprint'));
    expect(offered).toEqual(isOffered ? [`a.example fingerprint match=${keyBy(algorithm)}`] : []);
  });
});
