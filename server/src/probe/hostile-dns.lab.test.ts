import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab';
import type { Scenario, ZoneRecord } from '../../../lab/scenario';
import { scenarios } from '../../../lab/scenarios';
import { both, goodHost, mailZone, tlsa, untested } from '../../../lab/scenarios/build';
import { framed, replyTo, startResolver, type TestResolver } from '../../../lab/testing/resolver';
import { advise } from '../verdict/advise';
import { anySender, dnssecSender } from '../verdict/sender';
import type { CauseId } from './cause';
import type { Evidence } from './evidence';
import { limits } from './limits';
import type { ProbeOptions } from './options';
import { createProber } from './probe';
import { internetOptions } from './testing/lab-options';
import { never, openSockets } from './testing/network-means';

/** Whatever a name server says, a probe ends within its limits, with a cause that has a name, and without an entry. */

const special = [
  ['127.0.0.1', 'A'],
  ['10.0.0.1', 'A'],
  ['169.254.1.1', 'A'],
  ['100.64.0.1', 'A'],
  ['224.0.0.1', 'A'],
  ['0.0.0.0', 'A'],
  ['::1', 'AAAA'],
  ['fd00::1', 'AAAA'],
  ['fe80::1', 'AAAA'],
  ['::ffff:127.0.0.1', 'AAAA'],
  ['64:ff9b::7f00:1', 'AAAA'],
  ['2002:7f00:1::1', 'AAAA'],
] as const;

function scenario(id: string, parts: Pick<Scenario, 'zones' | 'hosts'>): Scenario {
  const nothing = both(untested('no MX host could be reached', 'Nothing is concluded here.'));
  return { id, title: id, domain: `${id}.example`, truth: nothing, ...parts };
}

const cname = (owner: string, target: string): ZoneRecord => ({ owner, type: 'CNAME', target });

const hostile: readonly Scenario[] = [
  ...special.map(([address, type], index) =>
    scenario(`inside-${index}`, {
      zones: [
        mailZone(`inside-${index}.example`, 'unsigned', [`mx.inside-${index}.example`], {
          records: [{ owner: `mx.inside-${index}.example`, type, address }],
        }),
      ],
      hosts: [],
    }),
  ),
  scenario('many-mx', {
    zones: [
      mailZone(
        'many-mx.example',
        'unsigned',
        Array.from({ length: 500 }, (_, index) => `mx${index}.many-mx.example`),
      ),
    ],
    hosts: Array.from({ length: 20 }, (_, index) => goodHost(`mx${index}.many-mx.example`)),
  }),
  scenario('much-tlsa', {
    zones: [mailZone('much-tlsa.example', 'signed', ['mx.much-tlsa.example'])],
    hosts: [
      goodHost('mx.much-tlsa.example', {
        // Full certificates, some 500 bytes each: together as much as a message can hold.
        tlsa: Array.from({ length: 110 }, (_, index) => ({ ...tlsa('3 0 0'), usage: index })),
      }),
    ],
  }),
  scenario('mx-ring', {
    zones: [
      mailZone('mx-ring.example', 'signed', ['a.mx-ring.example'], {
        records: [cname('a.mx-ring.example', 'b.mx-ring.example'), cname('b.mx-ring.example', 'a.mx-ring.example')],
      }),
    ],
    hosts: [],
  }),
  scenario('apex-ring', {
    zones: [
      { name: 'apex-ring.example', security: 'signed', records: [cname('x.apex-ring.example', 'x.apex-ring.example')] },
    ],
    hosts: [],
  }),
];

let lab: Lab;
let openBefore: number;
beforeAll(async () => {
  openBefore = openSockets();
  lab = await startLab({ scenarios: [...hostile, ...scenarios.filter(({ id }) => id === 'dane-ee')] });
});
afterEach(() => lab.reset());
afterAll(async () => {
  await lab.stop();
  await vi.waitFor(() => expect(openSockets()).toBeLessThanOrEqual(openBefore));
});

async function look(nextHop: string, more: Partial<ProbeOptions> = {}): Promise<Evidence> {
  return createProber(internetOptions(lab, more)).probe(nextHop, { signal: never });
}

function expectNoEntry(evidence: Evidence): void {
  for (const sender of [dnssecSender, anySender]) expect(advise(evidence, sender)).toMatchObject({ entry: null });
}

describe('hostile zones', () => {
  it.each(special.map(([address], index) => [address, index] as const))(
    'can not aim the probe at %s',
    async (address, index) => {
      const evidence = await look(`inside-${index}.example`);
      const [place] = evidence.hosts[0]?.addresses ?? [];
      expect(place).toMatchObject({ address, outcome: 'untested', cause: { id: 'address-refused' } });
      expect(lab.connections()).toEqual([]);
      expectNoEntry(evidence);
    },
  );

  it('with 500 MX records are looked at in part, and that is said', async () => {
    const { hosts, hostsSkipped, mx } = await look('many-mx.example');
    expect(mx?.records).toHaveLength(500);
    expect(hosts).toHaveLength(limits.mxHosts);
    expect(hostsSkipped).toBe(500 - limits.mxHosts);
    expect(hosts.filter(({ addresses }) => addresses.length > 0)).toHaveLength(limits.connectedHosts);
    // A few for the chain of trust, and for each host its addresses.
    expect(lab.questions().length).toBeLessThan(2 * limits.mxHosts + 30);
  });

  it('with 64 KiB of TLSA records prove nothing by them', async () => {
    const evidence = await look('much-tlsa.example');
    const [host] = evidence.hosts;
    expect(host).toMatchObject({ tlsaBase: null, tlsaRecords: [] });
    const [lookup] = host?.tlsa ?? [];
    expect(lookup?.answer).toMatchObject({ outcome: 'failed', records: [], cause: { id: 'limit' } });
    expectNoEntry(evidence);
  });

  it.each(['mx-ring.example', '[x.apex-ring.example]'])(
    'in a ring of aliases are followed to no end: %s',
    async (nextHop) => {
      const evidence = await look(nextHop);
      for (const answer of evidence.hosts.flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6])) {
        expect(answer.outcome).toBe('failed');
        expect(['dns-alias-loop', 'dns-servfail'] satisfies CauseId[]).toContain(answer.cause?.id);
      }
      expect(evidence.hosts).toHaveLength(1);
      expect(lab.questions().length).toBeLessThan(40);
      expectNoEntry(evidence);
    },
  );
});

describe('a hostile resolver', () => {
  const started: TestResolver[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((resolver) => resolver.stop()));
  });

  /** Replaces the questions of a reply by names that point to each other, or to themselves. */
  const compressed = (query: Buffer, ...bytes: readonly number[]): Buffer => {
    const reply = replyTo(query, {});
    const answer = Buffer.from([...bytes, 0, 15, 0, 1, 0, 0, 0, 60, 0, 4, 0, 10, 0xc0, 12]);
    reply.writeUInt16BE(1, 6);
    const end = reply.length - 11;
    return Buffer.concat([reply.subarray(0, end), answer, reply.subarray(end)]);
  };
  /** Names of 127 pointers each: little on the wire, much to read. */
  const bomb = (query: Buffer): Buffer => {
    const header = Buffer.from(replyTo(query, {}).subarray(0, 12));
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(4_000, 6);
    header.writeUInt16BE(0, 10);
    const question = query.subarray(12, query.length - 11);
    const record = Buffer.from([0xc0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 4, 0, 10, 0xc0, 12]);
    return Buffer.concat([header, question, ...Array.from({ length: 4_000 }, () => record)]);
  };
  const truncated = 0x0200;

  it.each<[string, CauseId, Parameters<typeof startResolver>[0]]>([
    ['that uses other ids', 'dns-timeout', { udp: (query) => [replyTo(query, { id: query.readUInt16BE(0) ^ 1 })] }],
    ['that answers other questions', 'dns-timeout', { udp: (query) => [replyTo(query, { name: 'other.example' })] }],
    ['that echoes', 'dns-timeout', { udp: (query) => [query] }],
    ['that is silent', 'dns-timeout', {}],
    ['that lets a name point to itself', 'dns-malformed', { udp: (query) => [compressed(query, 0xc0, 0xff)] }],
    [
      'that sends very many records',
      'dns-malformed',
      {
        udp: (query) => [replyTo(query, { flags: truncated })],
        tcp: (query, socket) => void socket.end(framed(bomb(query))),
      },
    ],
    [
      'that sends nothing over TCP',
      'dns-malformed',
      { udp: (query) => [replyTo(query, { flags: truncated })], tcp: (_, socket) => void socket.end() },
    ],
    ['that says there is nothing', 'dnssec-stripped', { udp: (query) => [replyTo(query, {})] }],
    ['that sends garbage', 'dns-timeout', { udp: () => [Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')] }],
    ['that floods', 'dns-timeout', { udp: (query) => Array.from({ length: 200 }, () => replyTo(query, { id: 1 })) }],
  ])('%s leads to nothing but %s', async (_, cause, behaviour) => {
    const resolver = await startResolver(behaviour);
    started.push(resolver);
    const evidence = await look('dane-ee.example', { resolvers: [resolver.endpoint] });
    expect(evidence).toMatchObject({ routing: 'unknown', hosts: [], mx: { outcome: 'failed', cause: { id: cause } } });
    expect(evidence.mtaSts).toMatchObject({ state: 'untested', cause: { id: cause } });
    expect(resolver.udpQueries.length).toBeLessThan(40);
    expectNoEntry(evidence);
  });
});
