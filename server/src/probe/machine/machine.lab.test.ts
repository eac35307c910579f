import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Lab, startLab } from '../../../../lab/lab';
import { scenarios } from '../../../../lab/scenarios';
import type { ProbeOptions } from '../options';
import { internetOptions } from '../testing/lab-options';
import { never, openSockets } from '../testing/network-means';
import { runsOnBoringSsl } from '../tls/library';
import { checkTls } from './check-tls';
import { lookAtMachine, type MachineView } from './look-at-machine';
import { createAuthority } from './own-certificate';
import { type TlsCase, tlsCases } from './tls-cases';

const domains = ['dane-ee.example', 'dead.example', 'secure-ipv6-only.example'];
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ scenarios: scenarios.filter(({ domain }) => domains.includes(domain)), delayScale: 0.1 });
});
afterAll(() => lab.stop());

async function look(asked: readonly string[], more: Partial<ProbeOptions> = {}): Promise<Record<string, string>> {
  const view: MachineView = await lookAtMachine(internetOptions(lab, more), asked, { signal: never });
  return Object.fromEntries(view.findings.map(({ what, state }) => [what, state]));
}

describe('the servers of our own', () => {
  it.runIf(!runsOnBoringSsl())('are all seen as they are, with OpenSSL, and leave nothing open', async () => {
    const before = openSockets();
    const findings = await checkTls(tlsCases, new Date(), never);
    expect(findings.filter(({ state }) => state !== 'works')).toEqual([]);
    await vi.waitFor(() => expect(openSockets()).toBeLessThanOrEqual(before), 15_000);
  });

  it('would show that something else is seen than there is', async () => {
    const [good] = tlsCases as readonly [TlsCase];
    const [finding] = await checkTls([{ ...good, verdict: 'untrusted' }], new Date(), never);
    expect(finding).toMatchObject({ state: 'wrong', text: expect.stringContaining('expected untrusted') as string });
  });

  it('are told as lacking where the library can’t make them', async () => {
    const [good] = tlsCases as readonly [TlsCase];
    const [finding] = await checkTls([{ ...good, server: { ciphers: 'NO-SUCH-CIPHER' } }], new Date(), never);
    expect(finding?.state).toBe('lacking');
  });

  it('show certificates that others read as well', () => {
    const [{ keys }] = tlsCases as readonly [TlsCase];
    const [notBefore, notAfter] = [new Date('2026-01-02T03:04:05Z'), new Date('2049-12-31T23:59:59Z')];
    const authority = createAuthority('a CA', { notBefore, notAfter });
    const ca = new X509Certificate(authority.pem);
    const leaf = new X509Certificate(authority.issue('mx.a.example', keys(), { notBefore, notAfter }).pem);
    expect({ isCa: ca.ca, subject: ca.subject, leafIsCa: leaf.ca }).toEqual({
      isCa: true,
      subject: 'CN=a CA',
      leafIsCa: false,
    });
    expect([leaf.checkIssued(ca), leaf.verify(ca.publicKey), leaf.checkHost('mx.a.example')]).toEqual([
      true,
      true,
      'mx.a.example',
    ]);
    expect([leaf.validFrom, leaf.validTo]).toEqual(['Jan  2 03:04:05 2026 GMT', 'Dec 31 23:59:59 2049 GMT']);
  });
});

describe('the view of this machine', () => {
  it.each<[string, readonly string[], Partial<ProbeOptions>, Record<string, string>]>([
    ['connects to nobody without a domain', [], {}, { 'Port 25': 'untested', IPv6: 'untested' }],
    ['sees a server that answers', ['dane-ee.example'], {}, { DNSSEC: 'good', 'Port 25': 'good', IPv6: 'untested' }],
    ['sees one that answers over IPv6', ['secure-ipv6-only.example'], {}, { 'Port 25': 'good', IPv6: 'good' }],
    ['sees that none answers', ['dead.example'], {}, { DNSSEC: 'good', 'Port 25': 'bad' }],
    ['sees that nothing vouches for the root', ['dane-ee.example'], { trustAnchors: '' }, { DNSSEC: 'bad' }],
  ])('%s', async (_what, asked, more, expected) => {
    expect(await look(asked, more)).toMatchObject(expected);
    if (asked.length === 0) expect(lab.connections()).toEqual([]);
    lab.reset();
  });
});
