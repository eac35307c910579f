import { describe, expect, it } from 'vitest';
import type { Alias, DnsAnswer, DnssecStatus, TlsaRecord } from '../dns/answer';
import type { ProbeStep } from '../options';
import { lookUpHost } from './look-up-host';
import { answered, askAmong, failed } from './testing/answers';

const host = 'mx.example.org';
const target = 'mx.provider.example';
const record: TlsaRecord = { usage: 3, selector: 1, matchingType: 1, data: 'ab'.repeat(32) };
const alias = (status: DnssecStatus): readonly Alias[] => [{ from: host, to: target, status }];

const ipv4 = (status: DnssecStatus, aliases: readonly Alias[] = []): DnsAnswer<'A'> =>
  answered(host, 'A', ['192.0.2.1'], { status, aliases });
const ipv6 = (status: DnssecStatus, aliases: readonly Alias[] = []): DnsAnswer<'AAAA'> =>
  answered(host, 'AAAA', ['2001:db8::1'], { status, aliases });
const tlsa = (base: string, status: DnssecStatus = 'secure', records = [record]): DnsAnswer<'TLSA'> =>
  answered(`_25._tcp.${base}`, 'TLSA', records, { status });

interface Case {
  readonly answers: readonly DnsAnswer[];
  /** The base domains that are asked for, in order. */
  readonly bases: readonly string[];
  readonly base: string | null;
}

const unusable: TlsaRecord = { ...record, usage: 1 };
const many = Array.from({ length: 33 }, (_, index) => ({ ...record, data: index.toString(16).padStart(64, '0') }));

describe('the TLSA records of a host (RFC 7672 section 2.2.2, tls_dane_resolve() of src/tls/tls_dane.c)', () => {
  it.each<[string, Case]>([
    ['secure', { answers: [ipv4('secure'), tlsa(host)], bases: [host], base: host }],
    ['secure by IPv6 alone', { answers: [ipv6('secure'), tlsa(host)], bases: [host], base: host }],
    [
      'secure at one family of two',
      { answers: [ipv4('insecure'), ipv6('secure'), tlsa(host)], bases: [host], base: host },
    ],
    [
      'secure at one family, the other failing',
      { answers: [failed(host, 'A'), ipv6('secure'), tlsa(host)], bases: [host], base: host },
    ],
    [
      'unusable ones are in use nevertheless',
      { answers: [ipv4('secure'), tlsa(host, 'secure', [unusable])], bases: [host], base: host },
    ],
    ['none', { answers: [ipv4('secure')], bases: [host], base: null }],
    ['insecure ones count as none', { answers: [ipv4('secure'), tlsa(host, 'insecure')], bases: [host], base: null }],
    [
      'a lookup that fails',
      { answers: [ipv4('secure'), failed(`_25._tcp.${host}`, 'TLSA')], bases: [host], base: null },
    ],
    ['not asked for at an insecure address', { answers: [ipv4('insecure'), tlsa(host)], bases: [], base: null }],
    ['not asked for without an address', { answers: [tlsa(host)], bases: [], base: null }],
    [
      'not asked for where no address lookup succeeds',
      { answers: [failed(host, 'A'), failed(host, 'AAAA'), tlsa(host)], bases: [], base: null },
    ],
    [
      'at the target of a secure alias first',
      { answers: [ipv4('secure', alias('secure')), tlsa(host), tlsa(target)], bases: [target], base: target },
    ],
    [
      'at the alias, where the target has none',
      { answers: [ipv4('secure', alias('secure')), tlsa(host)], bases: [target, host], base: host },
    ],
    [
      'at the alias, where those of the target are insecure',
      {
        answers: [ipv4('secure', alias('secure')), tlsa(target, 'insecure'), tlsa(host)],
        bases: [target, host],
        base: host,
      },
    ],
    [
      'unusable ones at the target count',
      {
        answers: [ipv4('secure', alias('secure')), tlsa(target, 'secure', [unusable]), tlsa(host)],
        bases: [target],
        base: target,
      },
    ],
    [
      'not at the alias, where the lookup at the target fails',
      {
        answers: [ipv4('secure', alias('secure')), failed(`_25._tcp.${target}`, 'TLSA'), tlsa(host)],
        bases: [target],
        base: null,
      },
    ],
    [
      'at the alias alone, where its target is insecure',
      { answers: [ipv4('insecure', alias('secure')), tlsa(host), tlsa(target)], bases: [host], base: host },
    ],
    [
      'not asked for where the alias is insecure',
      { answers: [ipv4('insecure', alias('insecure')), tlsa(host), tlsa(target)], bases: [], base: null },
    ],
    ['more than are looked at', { answers: [ipv4('secure'), tlsa(host, 'secure', many)], bases: [host], base: null }],
    [
      'larger than is looked at',
      {
        answers: [ipv4('secure'), tlsa(host, 'secure', [{ ...record, matchingType: 0, data: '00'.repeat(4097) }])],
        bases: [host],
        base: null,
      },
    ],
  ])('%s', async (what, { answers, bases, base }) => {
    const asked: string[] = [];
    const found = await lookUpHost(
      { name: host, preference: 10 },
      { ask: askAmong(answers, asked), onStep: () => undefined, port: 25 },
    );
    expect(asked.filter((question) => question.endsWith('TLSA'))).toEqual(bases.map((each) => `_25._tcp.${each} TLSA`));
    expect(found.tlsa.map((lookup) => lookup.base)).toEqual(bases);
    expect(found.tlsaBase).toBe(base);
    expect(found.tlsaRecords.length > 0).toBe(base !== null);
    if (what.endsWith('looked at'))
      expect(found.tlsa[0]?.answer).toMatchObject({ outcome: 'failed', cause: { id: 'limit' } });
  });

  it('are those of the port that is connected to', async () => {
    const asked: string[] = [];
    const steps: ProbeStep[] = [];
    const ask = askAmong([ipv4('secure')], asked);
    await lookUpHost({ name: host, preference: null }, { ask, onStep: (step) => steps.push(step), port: 587 });
    expect(asked).toContain(`_587._tcp.${host} TLSA`);
    expect(steps).toEqual([
      { kind: 'host-address', subject: host },
      { kind: 'tlsa', subject: `_587._tcp.${host}` },
    ]);
  });
});
