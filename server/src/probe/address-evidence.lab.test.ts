import { createHash, X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab';
import { scenarios } from '../../../lab/scenarios';
import { type AddressQuestion, probeAddress } from './address';
import type { AddressEvidence } from './evidence';
import type { ProbeStep } from './options';
import { type Asked, networkMeans } from './testing/network-means';
import { judgeTlsaRecords } from './tls/tlsa-usability';

const host = 'mx.secure-mx-name.example';
const ids = ['secure-mx-name', 'dane-sni', 'dane-ta', 'dane-ta-wrong-name', 'self-signed', 'expired', 'weak-key'];

let lab: Lab;
beforeAll(async () => {
  const domains = ids.map((each) => `${each}.example`);
  lab = await startLab({ delayScale: 0.05, scenarios: scenarios.filter(({ domain }) => domains.includes(domain)) });
});
afterAll(async () => lab.stop());
afterEach(() => lab.reset());

type Tlsa = NonNullable<AddressQuestion['tlsa']>;

async function probe(
  name: string,
  { tlsa = null, ...asked }: Asked & { tlsa?: Tlsa | null } = {},
): Promise<AddressEvidence> {
  return probeAddress({ host: name, address: hostOf(name).address, port: 25, tlsa }, networkMeans(lab, asked));
}

/** Its certificates, those for its name as server name indication where it has two. */
function hostOf(name: string): { address: string; leaf: Buffer; issuer: Buffer } {
  const found = lab.world.hosts.find((each) => each.name === name);
  const address = found?.addresses[0];
  if (found === undefined || address === undefined) throw new Error(`no host ${name}`);
  return { address, ...(found.forSni ?? found.own) };
}

function spkiDigest(der: Buffer): string {
  const spki = new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex');
}

describe('the evidence of an address', () => {
  it('holds the replies as they came, and the dialogue ends politely', async () => {
    const steps: ProbeStep[] = [];
    const evidence = await probe(host, { onStep: (step) => steps.push(step) });
    const { address } = hostOf(host);
    expect(evidence).toMatchObject({
      address,
      port: 25,
      greeting: { code: 220, lines: [`${host} ESMTP lab`] },
      ehlo: { code: 250, lines: [host, 'PIPELINING', 'SIZE 10485760', 'STARTTLS', '8BITMIME'] },
      startTls: { code: 220, lines: ['2.0.0 Ready to start TLS'] },
    });
    expect(lab.connections().map(({ commands }) => commands)).toEqual([['EHLO', 'STARTTLS', 'EHLO', 'QUIT']]);
    const subject = `${host} [${address}]`;
    expect(steps).toEqual(['connect', 'greeting', 'starttls'].map((kind) => ({ kind, subject })));
  });

  it('holds both lines of a greeting in two steps', async () => {
    await lab.set(host, { greeting: 'two-step' });
    expect((await probe(host)).greeting?.lines).toEqual([`${host} ESMTP lab`, `${host} ESMTP lab`]);
  });

  it('holds nothing that controls a display', async () => {
    await lab.set(host, { greeting: 'control' });
    expect((await probe(host)).greeting?.lines).toEqual([
      `${host} \\u{1b}[31mred\\u{1b}[0m \\u{0}\\u{7} \\u{202e}gnp.exe [click](command:evil) <img src=x>`,
    ]);
  });

  it('holds the replies up to the one that refused', async () => {
    await lab.set(host, { startTls: 'temporary' });
    const { startTls, cause } = await probe(host);
    expect(startTls).toEqual({ code: 454, lines: ['4.7.0 TLS not available due to temporary reason'] });
    expect(cause?.text).toBe('the reply to STARTTLS is 454 4.7.0 TLS not available due to temporary reason');
    expect(lab.connections()[0]?.commands).toEqual(['EHLO', 'STARTTLS', 'QUIT']);
  });

  it('holds the certificates as sent', async () => {
    const { leaf, issuer } = hostOf(host);
    const { tls } = await probe(host);
    expect(tls?.chain.map(({ der }) => der)).toEqual([leaf, issuer].map((each) => each.toString('base64')));
    expect(tls?.chain[0]).toMatchObject({
      subject: `CN=${host}`,
      issuer: 'CN=Lab Intermediate CA',
      dnsNames: [host],
      commonName: host,
      sha256: new X509Certificate(leaf).fingerprint256.replaceAll(':', '').toLowerCase(),
      spkiSha256: spkiDigest(leaf),
    });
  });

  it.each([
    [host, 'trusted', null],
    ['mx.self-signed.example', 'untrusted', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['mx.expired.example', 'untrusted', 'CERT_HAS_EXPIRED'],
    ['mx.weak-key.example', 'untrusted', 'UNSPECIFIED'],
  ] as const)('tells of %s that its chain is %s', async (name, verdict, error) => {
    expect((await probe(name)).tls?.pkix).toMatchObject({ verdict, error });
  });

  it.each([
    ['normal', 'TLSv1.3', true],
    ['tls12', 'TLSv1.2', true],
    ['tls10', 'TLSv1', false],
  ] as const)('tells with TLS %s: %s, good enough to authenticate: %s', async (tls, protocol, securityLevelOk) => {
    await lab.set(host, { tls });
    const evidence = await probe(host);
    expect(evidence.tls).toMatchObject({ protocol, securityLevelOk, serverName: null });
    expect(lab.connections()).toHaveLength(securityLevelOk ? 1 : 2);
  });

  it('tells a key that is too weak to authenticate', async () => {
    expect((await probe('mx.weak-key.example')).tls?.securityLevelOk).toBe(false);
  });
});

describe('with TLSA records in use', () => {
  const question = (base: string, usage: number, data: string): Tlsa => ({
    base,
    names: [base],
    records: judgeTlsaRecords([{ usage, selector: 1, matchingType: 1, data }]),
  });

  it('connects a second time, with the TLSA base domain as server name', async () => {
    const name = 'mx.dane-sni.example';
    const evidence = await probe(name, { tlsa: question(name, 3, spkiDigest(hostOf(name).leaf)) });
    expect(evidence.tls).toMatchObject({ serverName: null, chain: [{ commonName: 'default.invalid' }] });
    expect(evidence.tls).not.toHaveProperty('dane');
    expect(evidence.daneTls).toMatchObject({
      serverName: name,
      chain: [{ commonName: name }],
      dane: { verdict: 'matched', record: 0, depth: 0, failure: 'none' },
    });
    expect(lab.connections().map(({ serverName }) => serverName)).toEqual([null, name]);
  });

  it.each([
    ['mx.dane-ta.example', { verdict: 'matched', record: 0, depth: 1, failure: 'none' }],
    ['mx.dane-ta-wrong-name.example', { verdict: 'not-matched', record: null, depth: null, failure: 'name' }],
  ] as const)('holds the issuer of %s against DANE-TA', async (name, expected) => {
    const issuer = spkiDigest(hostOf(name).issuer);
    expect((await probe(name, { tlsa: question(name, 2, issuer) })).daneTls?.dane).toEqual(expected);
  });

  it('tells a certificate that does not match', async () => {
    const { daneTls } = await probe(host, { tlsa: question(host, 3, '00'.repeat(32)) });
    expect(daneTls?.dane).toEqual({ verdict: 'not-matched', record: null, depth: null, failure: 'no-match' });
  });

  it.each([
    [{ startTls: 'absent' }, 1],
    [{ startTls: 'garbage' }, 1],
    [{ greeting: 'temporary' }, 1],
    [{ tls: 'tls10' }, 4],
  ] as const)('%o: connects %i times', async (change, connections) => {
    await lab.set(host, change);
    await probe(host, { tlsa: question(host, 3, '00'.repeat(32)) });
    expect(lab.connections()).toHaveLength(connections);
  });

  it('tells why there is no second session', async () => {
    const address = hostOf(host).address;
    const onStep = ({ kind }: ProbeStep): void => {
      if (kind === 'connect' && lab.connections().length === 1) void lab.set(host, { greeting: 'temporary' });
    };
    const evidence = await probe(host, { onStep, tlsa: question(host, 3, '00'.repeat(32)) });
    expect(evidence).toMatchObject({ address, outcome: 'tls', daneCause: { id: 'temporary-reply' } });
    expect(evidence).not.toHaveProperty('daneTls');
  });
});
