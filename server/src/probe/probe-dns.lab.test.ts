import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab';
import type { Scenario, ZoneRecord } from '../../../lab/scenario';
import { scenarios } from '../../../lab/scenarios';
import { both, daneEe, goodHost, mailZone, untested, zone } from '../../../lab/scenarios/build';
import type { Evidence } from './evidence';
import type { ProbeOptions } from './options';
import { createProber, probe } from './probe';
import { internetOptions } from './testing/lab-options';
import { never, openSockets } from './testing/network-means';

/** What a probe says of its own way to the DNS, of what a domain announces, and whom it leaves alone. */

const domain = 'announced.example';
const text = (owner: string, record: string): ZoneRecord => ({
  owner: `${owner}.${domain}`,
  type: 'TXT',
  text: record,
});
const announced: Scenario = {
  id: 'announced',
  title: 'A domain with a TLSRPT record, and two MTA-STS records, which count as none',
  domain,
  zones: [
    mailZone(domain, 'signed', [`mx1.${domain}`, `mx2.${domain}`], {
      records: [
        text('_smtp._tls', 'v=TLSRPTv1; rua=mailto:tls@announced.example,https://announced.example/tls'),
        text('_mta-sts', 'v=STSv1; id=1;'),
        text('_mta-sts', 'v=STSv1; id=2;'),
      ],
    }),
  ],
  hosts: [goodHost(`mx1.${domain}`), goodHost(`mx2.${domain}`)],
  truth: both(untested('no MX host could be reached', 'Nothing is concluded here.')),
};

/** Two zones that are signed under an unsigned one, of which nobody above speaks. */
const island = (name: string): Scenario => ({
  ...announced,
  id: name,
  domain: `${name}.corp.example`,
  zones: [
    ...(name === 'one' ? [zone('corp.example', 'unsigned')] : []),
    mailZone(`${name}.corp.example`, 'signed', [`mx.${name}.corp.example`]),
  ],
  hosts: [goodHost(`mx.${name}.corp.example`, { tlsa: daneEe })],
});

let lab: Lab;
let openBefore: number;
beforeAll(async () => {
  openBefore = openSockets();
  lab = await startLab({
    scenarios: [
      announced,
      island('one'),
      island('two'),
      ...scenarios.filter(({ id }) => /^(dane-ee|bogus-zone)$/.test(id)),
    ],
  });
});
afterEach(() => lab.reset());
afterAll(async () => {
  await lab.stop();
  await vi.waitFor(() => expect(openSockets()).toBeLessThanOrEqual(openBefore));
});

const look = (nextHop: string, more: Partial<ProbeOptions> = {}): Promise<Evidence> =>
  createProber(internetOptions(lab, more)).probe(nextHop, { signal: never });
const smtpAddresses = (): readonly string[] => lab.connections().map(({ address }) => address);

describe('a probe', () => {
  it('sees by a resolver over HTTPS what it sees by any other', async () => {
    const facts = ({ mx, hosts, mtaSts }: Evidence) => ({
      mx: [mx?.status, mx?.records],
      hosts: hosts.map(({ name, tlsaBase, addresses }) => [name, tlsaBase, addresses.map(({ outcome }) => outcome)]),
      mtaSts: mtaSts.state,
    });
    const plain = await look('dane-ee.example');
    lab.reset();
    const byHttps = await look('dane-ee.example', { resolvers: [{ url: lab.dohUrl }] });
    expect(facts(byHttps)).toEqual(facts(plain));
    expect(byHttps.hosts[0]?.tlsaBase).toBe('mx.dane-ee.example');
    expect(byHttps.vantage.resolver).toBe(lab.dohUrl);
    expect(lab.questions()).toContain('dane-ee.example/MX');
  });

  it('believes no server over HTTPS whose certificate is of a CA that it does not know', async () => {
    const { mx } = await look('dane-ee.example', { resolvers: [{ url: lab.dohUrl }], caFile: null });
    expect(mx?.cause).toMatchObject({ id: 'dns-unreachable' });
  });

  it('tells once for all where signatures are stripped on the way', async () => {
    expect((await look('dane-ee.example')).vantage.dnssecProblem).toBeUndefined();
    for (const { name } of lab.world.zones) lab.dnsFault({ name, kind: 'strip-rrsig' });
    const { vantage } = await look('dane-ee.example');
    expect(vantage.dnssecProblem?.id).toBe('dnssec-stripped');
  });

  it('tells what the resolver makes of bogus data', async () => {
    const { mx } = await look('bogus-zone.example');
    expect(mx).toMatchObject({ status: 'bogus', resolverView: { verdict: 'refuses' } });
    expect(mx?.resolverView?.text).toContain('SERVFAIL');
  });

  it('tells what the domain announces, and why a record counts as none', async () => {
    const { tlsRpt, mtaSts } = await look(domain);
    expect(tlsRpt).toMatchObject({
      state: 'record',
      rua: ['mailto:tls@announced.example', 'https://announced.example/tls'],
      record: { status: 'secure' },
    });
    expect(mtaSts).toMatchObject({ state: 'absent', cause: { id: 'policy-invalid' } });
    expect(mtaSts.cause?.text).toContain('there are 2 MTA-STS records');
    expect((await look(`[mx1.${domain}]`)).tlsRpt).toBeUndefined();
  });

  it('names the root of each chain that is trusted', async () => {
    const { hosts } = await look(domain);
    const pkix = hosts.flatMap(({ addresses }) => addresses.map(({ tls }) => tls?.pkix));
    expect(pkix.length).toBeGreaterThan(0);
    for (const each of pkix)
      expect(each).toMatchObject({ verdict: 'trusted', root: expect.stringMatching(/^CN=.*Root/i) as string });
  });
});

describe('islands of trust', () => {
  /** The key of a zone as a zone file has it. */
  const keyLine = (name: string): string => {
    const data = lab.tree.zones.find((each) => each.zone.name === name)?.zone.key?.data;
    if (data === undefined) throw new Error(`${name} has no key`);
    return `${name}. IN DNSKEY ${data.flags} 3 ${data.algorithm} ( ${data.key.toString('base64')} ) ; by hand\n`;
  };
  const statusOf = async (name: string, anchors: string): Promise<readonly unknown[]> => {
    const { mx, hosts } = await look(name, { trustAnchors: `${lab.trustAnchors}${anchors}` });
    return [mx?.status, hosts[0]?.tlsaBase ?? null];
  };
  const [one, two] = ['one.corp.example', 'two.corp.example'];

  it('are insecure without an anchor, and secure with one each, as any number of zones may have', async () => {
    expect(await statusOf(one, '')).toEqual(['insecure', null]);
    const both = keyLine(one) + keyLine(two);
    expect(await statusOf(one, both)).toEqual(['secure', `mx.${one}`]);
    expect(await statusOf(two, both)).toEqual(['secure', `mx.${two}`]);
    expect(await statusOf(two, keyLine(one))).toEqual(['insecure', null]);
  });

  it('have the closest anchor for their only truth', async () => {
    expect(await statusOf(one, keyLine(two).replace(two, one))).toEqual(['bogus', null]);
    // What is above has no say, and the root still speaks for all others.
    const wrong = keyLine(two).replace(two, 'corp.example');
    expect(await statusOf(one, keyLine(one) + wrong)).toEqual(['secure', `mx.${one}`]);
    expect(await statusOf('dane-ee.example', keyLine(one) + wrong)).toEqual(['secure', 'mx.dane-ee.example']);
  });
});

describe('who asked not to be probed', () => {
  it.each([domain, 'example', domain.toUpperCase()])('is not, by the name %s', async (entry) => {
    const evidence = await look(domain, { noProbe: [entry] });
    expect(evidence.stopped?.id).toBe('no-probe');
    expect(evidence).toMatchObject({ mx: null, routing: 'unknown', hosts: [], mtaSts: { state: 'untested' } });
    expect([lab.questions(), smtpAddresses()]).toEqual([[], []]);
  });

  it('is left out where it is one of the MX hosts', async () => {
    const { hosts, stopped } = await look(domain, { noProbe: [`mx1.${domain}`] });
    expect(stopped).toBeUndefined();
    const [first, second] = hosts.flatMap(({ addresses }) => addresses);
    expect(first).toMatchObject({ outcome: 'untested', cause: { id: 'no-probe' } });
    expect(second).toMatchObject({ outcome: 'tls' });
    expect(new Set(smtpAddresses())).toEqual(new Set([second?.address]));
  });

  it('is left out by its addresses too', async () => {
    const { hosts } = await look(domain, { noProbe: ['192.0.2.0/24'] });
    for (const { cause } of hosts.flatMap(({ addresses }) => addresses)) expect(cause?.id).toBe('no-probe');
    expect(smtpAddresses()).toEqual([]);
  });
});

describe('the same domain', () => {
  it('is not asked twice within ten seconds, unless by other means', async () => {
    const options = internetOptions(lab);
    const first = await probe(domain, options, { signal: never });
    const asked = smtpAddresses().length;
    expect(asked).toBeGreaterThan(0);
    const again = await probe(domain.toUpperCase(), options, { signal: never });
    expect(again).toEqual({ ...first, nextHop: domain.toUpperCase() });
    expect(smtpAddresses()).toHaveLength(asked);
    await probe(domain, { ...options, heloName: 'other.example' }, { signal: never });
    expect(smtpAddresses().length).toBeGreaterThan(asked);
  });
});
