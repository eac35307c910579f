import { describe, expect, it } from 'vitest';
import type { DnsAnswer } from '../dns/answer';
import { parseNextHop } from '../next-hop';
import { findHosts } from './routing';
import { answered, askAmong, failed } from './testing/answers';

const domain = 'example.org';

/** `10 mx1` and so on; the root is written as a dot. */
function mx(...records: readonly string[]): DnsAnswer<'MX'> {
  const parsed = records.map((record) => {
    const [preference = '', exchange = ''] = record.split(' ');
    return { preference: Number(preference), exchange: exchange === '.' ? '' : exchange };
  });
  return answered(domain, 'MX', parsed);
}

const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${index} mx${index}.example.org`);

describe('the hosts of a next-hop', () => {
  it.each<[string, string, readonly DnsAnswer[], string, readonly string[], number]>([
    ['by preference', domain, [mx('20 b', '10 c', '30 a')], 'mx', ['10 c', '20 b', '30 a'], 0],
    [
      'equal ones by name, in canonical order',
      domain,
      [mx('10 z.a', '10 b.b', '10 a.b')],
      'mx',
      ['10 z.a', '10 a.b', '10 b.b'],
      0,
    ],
    ['each once, by its better preference', domain, [mx('20 a', '10 a', '15 b')], 'mx', ['10 a', '15 b'], 0],
    ['the first sixteen', domain, [mx(...numbered(18))], 'mx', numbered(18).slice(0, 16), 2],
    ['a null MX', domain, [mx('0 .')], 'null-mx', [], 0],
    ['a null MX beside others', domain, [mx('0 .', '10 a')], 'null-mx', [], 0],
    ['none: the domain itself', domain, [], 'implicit', ['null example.org'], 0],
    ['none, with a port', `${domain}:587`, [], 'implicit', ['null example.org'], 0],
    ['no such domain', domain, [{ ...answered(domain, 'MX', []), outcome: 'no-such-name' }], 'no-such-domain', [], 0],
    ['a failed lookup', domain, [failed(domain, 'MX')], 'unknown', [], 0],
    ['in brackets', '[mx.example.org]', [], 'bracketed', ['null mx.example.org'], 0],
    ['an address', '[192.0.2.1]:25', [], 'bracketed', ['null 192.0.2.1'], 0],
  ])('%s', async (_what, nextHop, answers, routing, hosts, hostsSkipped) => {
    const asked: string[] = [];
    const found = await findHosts(parseNextHop(nextHop), askAmong(answers, asked));
    expect(found).toMatchObject({ routing, hostsSkipped });
    expect(found.hosts.map(({ name, preference }) => `${preference} ${name}`)).toEqual(hosts);
    expect(asked).toEqual(routing === 'bracketed' ? [] : ['example.org MX']);
    expect(found.mx === null).toBe(routing === 'bracketed');
  });
});
