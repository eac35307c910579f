import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab';
import type { Scenario, SmtpBehaviour } from '../../../lab/scenario';
import { scenarios } from '../../../lab/scenarios';
import { createTruth, type DnsTruth } from '../../../lab/testing/truth';
import type { WorldHost } from '../../../lab/world';
import type { CauseId } from './cause';
import type { DnsAnswer } from './dns/answer';
import { comparable, inOurForm } from './dnssec/testing/record-form';
import type { AddressEvidence, Evidence, HostEvidence } from './evidence';
import { mapParallel } from './map-parallel';
import { parseNextHop } from './next-hop';
import { createProber } from './probe';
import { internetOptions } from './testing/lab-options';
import { never } from './testing/network-means';

/**
 * For each scenario the evidence has the shape that follows from what the scenario says of zones, hosts and policies. What
 * is concluded from it has tests of its own.
 */
let lab: Lab;
let truth: (name: string, type: string) => DnsTruth;
let all: ReadonlyMap<string, Evidence>;

beforeAll(async () => {
  lab = await startLab({ delayScale: 0.01, random: true });
  truth = createTruth(lab.world.zones);
  const prober = createProber(internetOptions(lab));
  const found = await mapParallel(lab.scenarios, 6, async ({ id, domain }) => {
    return [id, await prober.probe(domain, { signal: never })] as const;
  });
  all = new Map(found);
}, 120_000);
afterAll(async () => lab.stop());

const evidenceOf = ({ id }: Scenario): Evidence => all.get(id)!;

/** The names by which a scenario's faults reach the resolver come before the truth. */
function faultAt(name: string, type: string): boolean {
  return lab.world.dnsFaults.some((fault) => fault.name === name && (fault.type === undefined || fault.type === type));
}

function expectTrue(answer: DnsAnswer): void {
  const { name, type, status, outcome, records, aliases, cause } = answer;
  const label = `${name} ${type}`;
  const real = truth(name, type);
  if (
    real.status === 'bogus' ||
    real.status === 'refused' ||
    [name, ...real.aliases].some((each) => faultAt(each, type))
  ) {
    expect(outcome, label).toBe('failed');
    expect(records, label).toEqual([]);
    expect(cause?.text, label).toMatch(/^\P{C}+$/u);
    if (real.status === 'bogus') expect([status, cause?.id], label).toEqual(['bogus', 'dnssec-bogus']);
    return;
  }
  expect({ status, outcome, aliases: aliases.map(({ to }) => to) }, label).toEqual({
    status: real.status,
    outcome: real.outcome,
    aliases: real.aliases,
  });
  expect(comparable(records), label).toEqual(inOurForm(type, real.data));
}

function answersOf({ mx, hosts, mtaSts }: Evidence): readonly DnsAnswer[] {
  const ofHosts = hosts.flatMap(({ ipv4, ipv6, tlsa }) => [ipv4, ipv6, ...tlsa.map(({ answer }) => answer)]);
  return [mx, mtaSts.record, ...ofHosts].filter((answer) => answer !== null);
}

/** Where mail for the next-hop goes, by the truth of DNS. */
function expectedRouting(nextHop: string): { routing: Evidence['routing']; hosts: readonly string[] } {
  const { kind, name } = parseNextHop(nextHop);
  if (kind !== 'domain') return { routing: 'bracketed', hosts: [name] };
  const { status, outcome, data } = truth(name, 'MX');
  if (status === 'bogus' || status === 'refused' || faultAt(name, 'MX')) return { routing: 'unknown', hosts: [] };
  if (outcome === 'no-such-name') return { routing: 'no-such-domain', hosts: [] };
  if (outcome === 'no-data') return { routing: 'implicit', hosts: [name] };
  const records = data as readonly { preference: number; exchange: string }[];
  if (records.some(({ exchange }) => exchange === '')) return { routing: 'null-mx', hosts: [] };
  const sorted = [...records].sort((a, b) => a.preference - b.preference || (a.exchange < b.exchange ? -1 : 1));
  return { routing: 'mx', hosts: sorted.map(({ exchange }) => exchange) };
}

/** What a server that behaves so shows to a client that wants TLS; the rest leads to a session. */
const shows: {
  readonly [B in keyof SmtpBehaviour]: Readonly<Record<string, readonly [AddressEvidence['outcome'], CauseId?]>>;
} = {
  reach: { dead: ['untested', 'connect-timeout'], refused: ['untested', 'connection-refused'] },
  greeting: {
    temporary: ['untested', 'temporary-reply'],
    permanent: ['untested', 'permanent-reply'],
    silent: ['untested', 'greeting-timeout'],
  },
  startTls: {
    absent: ['no-starttls'],
    temporary: ['starttls-refused', 'temporary-reply'],
    permanent: ['starttls-refused', 'permanent-reply'],
  },
};

function expectedOutcome({ behaviour = {} }: WorldHost): readonly [AddressEvidence['outcome'], CauseId?] {
  const shown = Object.entries(behaviour).map(([what, value]) => shows[what as keyof SmtpBehaviour]?.[String(value)]);
  return shown.find((each) => each !== undefined) ?? ['tls'];
}

function serverAt(address: string): WorldHost {
  return lab.world.hosts.find(({ addresses }) => addresses.includes(address))!;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function expectAddress(host: HostEvidence, seen: AddressEvidence): void {
  const label = `${host.name} ${seen.address}`;
  const server = serverAt(seen.address);
  const [outcome, cause] = expectedOutcome(server);
  expect([seen.outcome, seen.cause?.id], label).toEqual([outcome, cause]);
  expect(seen.port, label).toBe(server.port ?? 25);
  expect(seen.tls !== undefined, label).toBe(outcome === 'tls');
  if (seen.tls === undefined) return;
  expect(seen.tls.serverName, label).toBeNull();
  expect(seen.tls.chain[0]?.sha256, label).toBe(sha256(server.own.leaf));
  const isTrusted =
    server.certificate.issuer === 'public' && server.certificate.expired !== true && server.certificate.sent !== 'leaf';
  if (server.certificate.key === undefined) {
    expect(seen.tls.pkix.verdict, label).toBe(isTrusted ? 'trusted' : 'untrusted');
  }
  expect(seen.daneTls !== undefined, label).toBe(host.tlsaBase !== null);
  if (seen.daneTls === undefined) return;
  expect(seen.daneTls.serverName, label).toBe(host.tlsaBase);
  // A server that knows names shows the other certificate to its own name alone.
  const shown = host.tlsaBase === server.name ? (server.forSni ?? server.own) : server.own;
  expect(seen.daneTls.chain[0]?.sha256, label).toBe(sha256(shown.leaf));
}

/** The TLSA base domain by RFC 7672 section 2.2.2, from the truth about the host's addresses. */
function expectedTlsa(host: string, port: number): { readonly bases: readonly string[]; readonly base: string | null } {
  const found = ['A', 'AAAA']
    .map((type) => truth(host, type))
    .filter(({ outcome, status }) => outcome === 'records' && status !== 'bogus');
  const secure = found.find(({ status }) => status === 'secure');
  const target = secure?.aliases.at(-1);
  const isOwnSecure =
    secure !== undefined || ((found[0]?.aliases.length ?? 0) > 0 && truth(host, 'CNAME').status === 'secure');
  const bases: string[] = [];
  for (const base of [...(target === undefined ? [] : [target]), ...(isOwnSecure ? [host] : [])]) {
    bases.push(base);
    const owner = `_${port}._tcp.${base}`;
    const { status, outcome } = truth(owner, 'TLSA');
    if (status === 'bogus' || faultAt(owner, 'TLSA')) return { bases, base: null };
    if (status === 'secure' && outcome === 'records') return { bases, base };
  }
  return { bases, base: null };
}

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('the evidence of %s', (_id, scenario) => {
  it('says what was asked, from where and when, as plain data', () => {
    const evidence = evidenceOf(scenario);
    const { name } = parseNextHop(scenario.domain);
    expect(evidence).toMatchObject({ version: 1, nextHop: scenario.domain, domain: name });
    expect(evidence.stopped).toBeUndefined();
    expect(evidence.finishedAt >= evidence.startedAt).toBe(true);
    expect(evidence.vantage).toMatchObject({
      resolver: `127.0.0.1:${lab.resolver.port}`,
      route: `socks5 127.0.0.1:${lab.socks.port}`,
      trustStore: 'CA file lab-ca.pem',
    });
    expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
  });

  it('holds the truth of DNS, each answer with its status', () => {
    const answers = answersOf(evidenceOf(scenario));
    for (const answer of answers) expectTrue(answer);
    expect(answers.length).toBeGreaterThan(0);
  });

  it('has the hosts in the order of a delivery', () => {
    const { routing, hosts, hostsSkipped } = evidenceOf(scenario);
    expect({ routing, hosts: hosts.map(({ name }) => name) }).toEqual(expectedRouting(scenario.domain));
    expect(hostsSkipped).toBe(0);
  });

  it('has the TLSA records in use', () => {
    const port = parseNextHop(scenario.domain).port ?? 25;
    for (const host of evidenceOf(scenario).hosts) {
      const { bases, base } = expectedTlsa(host.name, port);
      expect(
        host.tlsa.map((lookup) => lookup.base),
        host.name,
      ).toEqual(bases);
      expect(host.tlsaBase, host.name).toBe(base);
      const records = base === null ? [] : truth(`_${port}._tcp.${base}`, 'TLSA').data;
      const plain = host.tlsaRecords.map(({ usage, selector, matchingType, data }) => ({
        usage,
        selector,
        matchingType,
        data,
      }));
      expect(comparable(plain), host.name).toEqual(inOurForm('TLSA', records));
    }
  });

  it('tells what each server showed', () => {
    let contacted = 0;
    for (const host of evidenceOf(scenario).hosts) {
      const addresses = [...host.ipv4.records, ...host.ipv6.records];
      const isContacted = addresses.length > 0 && ++contacted <= 5;
      expect(
        host.addresses.map(({ address }) => address),
        host.name,
      ).toEqual(isContacted ? addresses : []);
      expect(host.addressesSkipped, host.name).toBe(isContacted ? 0 : addresses.length);
      for (const seen of host.addresses) expectAddress(host, seen);
    }
  });

  it('has the MTA-STS policy', () => {
    const { state, policy, cause } = evidenceOf(scenario).mtaSts;
    const { kind, name } = parseNextHop(scenario.domain);
    const { status } = truth(`_mta-sts.${name}`, 'TXT');
    const announced = scenario.mtaSts?.find(({ domain }) => domain === name);
    const failures = {
      refused: 'connection-refused',
      'not-found': 'policy-fetch-failed',
      untrusted: 'policy-fetch-failed',
    };
    if (kind !== 'domain') expect(state).toBe('absent');
    else if (status === 'bogus' || status === 'refused') expect(state).toBe('untested');
    else if (announced === undefined) expect(state).toBe('absent');
    else if (announced.serves === 'policy') {
      expect({ state, policy }).toEqual({
        state: 'policy',
        policy: { mode: announced.mode, mx: announced.mx, maxAge: 604_800 },
      });
    } else expect([state, policy, cause?.id]).toEqual(['untested', null, failures[announced.serves]]);
  });
});

describe('the scenarios together', () => {
  it('are probed under names that nobody has seen before, with the same shape', () => {
    const renamed = lab.scenarios.filter(({ id }) => id.includes('@'));
    expect(renamed.length).toBeGreaterThan(5);
    const shape = ({ routing, hosts, mtaSts }: Evidence): unknown => ({
      routing,
      hosts: hosts.map(({ tlsaBase, addresses }) => [
        tlsaBase !== null,
        addresses.map(({ outcome, cause, tls, daneTls }) => [
          outcome,
          cause?.id,
          tls?.pkix.verdict,
          daneTls?.dane?.verdict,
        ]),
      ]),
      mtaSts: mtaSts.state,
    });
    for (const scenario of renamed) {
      const original = scenarios.find(({ id }) => id === scenario.id.split('@')[0])!;
      expect(shape(evidenceOf(scenario)), scenario.id).toEqual(shape(evidenceOf(original)));
    }
  });

  it('ask each server once, however many domains it serves', () => {
    const sessions = lab.connections().filter(({ host }) => host === 'mx1.provider.example');
    expect(
      scenarios.filter((scenario) => evidenceOf(scenario).hosts.some(({ name }) => name === 'mx1.provider.example'))
        .length,
    ).toBeGreaterThan(3);
    // One without server name indication for all domains, and never two by one name.
    const names = sessions.map(({ serverName }) => serverName);
    expect(names.filter((name) => name === null)).toHaveLength(1);
    expect(names).toHaveLength(new Set(names).size);
  });
});
