import { createSecureContext } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { CauseId } from '../cause';
import type { DnsAnswer, RecordType } from '../dns/answer';
import { Fault } from '../fault';
import { parseNextHop } from '../next-hop';
import type { ProbeStep } from '../options';
import { type Ask, createStop, failedAnswer } from '../stop';
import { lookUpMtaSts, type MtaStsMeans } from './look-up';

/** Records by `name type`; a cause's id for a lookup that fails; everything else is absent. */
type Zone = Readonly<Record<string, readonly unknown[] | CauseId>>;

function askIn(zone: Zone): Ask {
  return <T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> => {
    const found = zone[`${name} ${type}`] ?? [];
    if (typeof found === 'string')
      return Promise.resolve(failedAnswer(name, type, { id: found, text: `${name}: ${found}` }));
    const outcome = found.length > 0 ? 'records' : 'no-data';
    const records = found as DnsAnswer<T>['records'];
    return Promise.resolve({ name, type, status: 'insecure', outcome, records, aliases: [], ttl: 60 });
  };
}

interface Seen {
  readonly steps: ProbeStep[];
  readonly connected: string[];
}

/** Whoever connects is refused, so that each case ends before HTTPS, which has tests of its own. */
function meansFor(zone: Zone, seen: Seen): MtaStsMeans {
  return {
    ask: askIn(zone),
    stop: createStop(new AbortController().signal, 60_000),
    onStep: (step) => seen.steps.push(step),
    connect: (address, port) => {
      seen.connected.push(`${address} ${port}`);
      return Promise.reject(new Fault('connection-refused', `${address} refused the connection`));
    },
    httpsContext: () => createSecureContext(),
    deadline: 1_000,
  };
}

async function lookUp(nextHop: string, zone: Zone): Promise<Seen & { evidence: object }> {
  const seen: Seen = { steps: [], connected: [] };
  const means = meansFor(zone, seen);
  const { record, ...evidence } = await lookUpMtaSts(parseNextHop(nextHop), means);
  means.stop.end();
  return { ...seen, evidence: { ...evidence, asked: record?.name ?? null } };
}

const record = '_mta-sts.example.org TXT';
const good = [['v=STSv1; id=1;']];
const asked = '_mta-sts.example.org';
const absent = { state: 'absent', policy: null, asked };
const untested = (id: CauseId, text: string): object => ({
  state: 'untested',
  cause: { id, text: expect.stringContaining(text) as unknown },
  policy: null,
  asked,
});

describe('the MTA-STS policy of a next-hop', () => {
  it.each<[string, string, Zone, object, readonly string[]]>([
    ['no record', 'example.org', {}, absent, []],
    ['records for other things', 'example.org', { [record]: [['v=spf1 -all']] }, absent, []],
    [
      'an invalid record counts as none, with the reason',
      'example.org',
      { [record]: [...good, ...good] },
      { ...absent, cause: { id: 'policy-invalid', text: 'there are 2 MTA-STS records instead of one' } },
      [],
    ],
    ['a lookup that fails', 'example.org', { [record]: 'dns-servfail' }, untested('dns-servfail', 'servfail'), []],
    ['a lookup that is bogus', 'example.org', { [record]: 'dnssec-bogus' }, untested('dnssec-bogus', 'bogus'), []],
    [
      'a policy host without address',
      'example.org',
      { [record]: good },
      untested('policy-fetch-failed', 'no address'),
      [],
    ],
    [
      'a policy host whose lookup fails',
      'example.org',
      { [record]: good, 'mta-sts.example.org A': 'dns-timeout', 'mta-sts.example.org AAAA': 'dns-timeout' },
      untested('policy-fetch-failed', 'mta-sts.example.org could not be contacted: mta-sts.example.org: dns-timeout'),
      [],
    ],
    [
      'a policy host that refuses connections, at its first IPv4 address',
      'Example.ORG',
      {
        [record]: good,
        'mta-sts.example.org A': ['192.0.2.1', '192.0.2.2'],
        'mta-sts.example.org AAAA': ['2001:db8::1'],
      },
      untested('connection-refused', '192.0.2.1'),
      ['192.0.2.1 443'],
    ],
    [
      'a policy host with IPv6 alone',
      'example.org:587',
      { [record]: good, 'mta-sts.example.org AAAA': ['2001:db8::1'] },
      untested('connection-refused', '2001:db8::1'),
      ['2001:db8::1 443'],
    ],
    ['a host in brackets', '[mx.example.org]', { '_mta-sts.mx.example.org TXT': good }, { ...absent, asked: null }, []],
    ['an address', '[192.0.2.1]', {}, { ...absent, asked: null }, []],
  ])('%s', async (_what, nextHop, zone, evidence, connected) => {
    expect(await lookUp(nextHop, zone)).toMatchObject({ evidence, connected });
  });

  it('tells what is being asked', async () => {
    const { steps } = await lookUp('example.org', { [record]: good, 'mta-sts.example.org A': ['192.0.2.1'] });
    expect(steps).toEqual([
      { kind: 'mta-sts', subject: '_mta-sts.example.org' },
      { kind: 'mta-sts', subject: 'mta-sts.example.org' },
    ]);
  });
});
