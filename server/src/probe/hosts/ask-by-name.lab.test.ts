import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../../../lab/lab';
import { scenarios } from '../../../../lab/scenarios';
import type { AddressEvidence } from '../evidence';
import { createProber, type Prober } from '../probe';
import { internetOptions } from '../testing/lab-options';
import { never, patient } from '../testing/network-means';

let lab: Lab;
let prober: Prober;

beforeAll(async () => {
  lab = await startLab({ delayScale: 0.01, scenarios });
}, 60_000);
afterAll(async () => lab.stop());
afterEach(() => lab.reset());

/** The server names that the hosts were sent, in order, as far as each came to TLS; null for none. */
async function askedBy(
  domain: string,
  serverNames: readonly string[] = [],
): Promise<Readonly<Record<string, readonly (string | null)[]>>> {
  prober = createProber(internetOptions(lab, { deadlines: patient }));
  await prober.probe(domain, { signal: never, serverNames });
  const asked: Record<string, (string | null)[]> = {};
  for (const { host, serverName } of lab.connections()) (asked[host] ??= []).push(serverName);
  return asked;
}

async function addressOf(domain: string, onConnect: () => void = () => undefined): Promise<AddressEvidence> {
  const onStep = ({ kind }: { readonly kind: string }): void => {
    if (kind === 'connect') onConnect();
  };
  const { hosts } = await createProber(internetOptions(lab, { deadlines: patient })).probe(domain, {
    signal: never,
    onStep,
  });
  const address = hosts.at(-1)?.addresses[0];
  if (address === undefined) throw new Error(`nothing was seen of ${domain}`);
  return address;
}

describe('the name of the host is sent', () => {
  it.each([
    ['not where the certificate names the host', 'secure-mx-name', [null]],
    ['nor where it names the next-hop', 'secure-nexthop-name', [null]],
    ['nor by a wildcard', 'secure-wildcard', [null]],
    ['nor by its common name', 'secure-common-name', [null]],
    ['where it names neither', 'secure-sni', [null, 'own']],
    ['where the chain is not trusted', 'self-signed', [null, 'own']],
    ['not once more where DANE has sent it', 'dane-sni', [null, 'own']],
    ['not where nothing could authenticate', 'weak-key', [null]],
    ['not without STARTTLS', 'no-starttls', [null]],
  ] as const)('%s: %s', async (_when, id, names) => {
    const host = `mx.${id}.example`;
    expect(await askedBy(`${id}.example`)).toEqual({ [host]: names.map((name) => (name === 'own' ? host : name)) });
  });

  it.each([
    ['the host', 'secure-mx-name', ['hostname'], [null, 'own']],
    ['the host, written out', 'secure-mx-name', ['MX.secure-mx-name.example'], [null, 'own']],
    ['the host, once', 'secure-sni', ['hostname'], [null, 'own']],
    ['the next-hop', 'secure-mx-name', ['nexthop'], [null, 'secure-mx-name.example']],
    ['another name', 'secure-mx-name', ['other.example'], [null, 'other.example']],
    [
      'several names, each once',
      'secure-mx-name',
      ['nexthop', 'hostname', 'nexthop'],
      [null, 'secure-mx-name.example', 'own'],
    ],
    ['a host that could not be authenticated', 'weak-key', ['hostname'], [null, 'own']],
    ['a host without STARTTLS: not', 'no-starttls', ['hostname'], [null]],
    ['a host that DANE asked so', 'dane-sni', ['hostname'], [null, 'own']],
  ] as const)('and where an entry asks for it: %s', async (_what, id, serverNames, names) => {
    const host = `mx.${id}.example`;
    expect(await askedBy(`${id}.example`, serverNames)).toEqual({
      [host]: names.map((name) => (name === 'own' ? host : name)),
    });
  });

  it('to all hosts, where it helps at one', async () => {
    const [first, second] = ['mx1.secure-sni-at-one.example', 'mx2.secure-sni-at-one.example'] as const;
    expect(await askedBy('secure-sni-at-one.example')).toEqual({ [first]: [null, first], [second]: [null, second] });
  });

  it('once, however often it is asked for', async () => {
    await askedBy('secure-sni.example');
    await prober.probe('secure-sni.example', { signal: never });
    expect(lab.connections()).toHaveLength(2);
  });
});

describe('the session with the name of the host', () => {
  it('is another one than that without', async () => {
    const { tls, hostTls } = await addressOf('secure-sni.example');
    expect(tls).toMatchObject({ serverName: null, chain: [{ commonName: 'default.invalid' }, {}] });
    expect(hostTls).toMatchObject({
      serverName: 'mx.secure-sni.example',
      chain: [{ commonName: 'mx.secure-sni.example' }, {}],
      pkix: { verdict: 'trusted', error: null },
    });
    expect(hostTls).not.toHaveProperty('dane');
  });

  it('is judged by its own chain', async () => {
    const { tls, hostTls } = await addressOf('sni-untrusted.example');
    expect([tls?.pkix.verdict, hostTls?.pkix.verdict]).toEqual(['trusted', 'untrusted']);
  });

  it('may fail, and then the cause is told', async () => {
    let connections = 0;
    const evidence = await addressOf('secure-sni.example', () => {
      if (++connections === 2) void lab.set('mx.secure-sni.example', { greeting: 'temporary' });
    });
    expect(evidence).toMatchObject({ outcome: 'tls', hostCause: { id: 'temporary-reply' } });
    expect(evidence).not.toHaveProperty('hostTls');
  });

  it('is not begun when the probe is over', async () => {
    const controller = new AbortController();
    let connections = 0;
    const onStep = ({ kind }: { readonly kind: string }): void => {
      if (kind === 'connect' && ++connections === 2) controller.abort();
    };
    const { hosts, stopped } = await createProber(internetOptions(lab, { deadlines: patient })).probe(
      'secure-sni.example',
      {
        signal: controller.signal,
        onStep,
      },
    );
    expect(stopped?.id).toBe('cancelled');
    expect(hosts[0]?.addresses[0]).toMatchObject({ outcome: 'tls', hostCause: { id: 'cancelled' } });
  });
});
