import { describe, expect, it } from 'vitest';
import type { DnsAnswer } from '../dns/answer';
import { parseNextHop } from '../next-hop';
import { type Ask, failedAnswer } from '../stop';
import { lookUpTlsRpt } from './look-up';
import { parseTlsRptRecords } from './record';

describe('a TLSRPT record', () => {
  it.each<[string, readonly string[]]>([
    ['v=TLSRPTv1;rua=mailto:reports@example.org', ['mailto:reports@example.org']],
    [
      'v=TLSRPTv1; rua=mailto:a@example.org , https://example.org/tls;',
      ['mailto:a@example.org', 'https://example.org/tls'],
    ],
    [
      'v=TLSRPTv1; rua=MAILTO:a@example.org?subject=x,mailto:a@example.org',
      ['MAILTO:a@example.org?subject=x', 'mailto:a@example.org'],
    ],
    ['v=TLSRPTv1; rua=mailto:a@example.org,mailto:a@example.org', ['mailto:a@example.org']],
    ['v=TLSRPTv1; x-other=1; rua=mailto:a@example.org; rua=mailto:b@example.org', ['mailto:a@example.org']],
  ])('%s names whom to tell', (text, rua) => {
    expect(parseTlsRptRecords([['v=spf1 -all'], [text.slice(0, 12), text.slice(12)]])).toEqual({
      kind: 'announced',
      rua,
    });
  });

  it.each([
    [['v=TLSRPTv1; rua=mailto:a@example.org', 'v=TLSRPTv1; rua=mailto:b@example.org'], 'there are 2 TLSRPT records'],
    [['v=TLSRPTv1;'], 'has no rua'],
    [['v=TLSRPTv1; rua='], 'no list of mailto: or https:'],
    [['v=TLSRPTv1; rua=reports@example.org'], 'no list of mailto: or https:'],
    [['v=TLSRPTv1; rua=http://example.org/'], 'no list of mailto: or https:'],
    [['v=TLSRPTv1; rua=mailto:a@example.org,'], 'no list of mailto: or https:'],
    [['v=TLSRPTv1; rua=mailto:a@example.org; nonsense'], 'no field of the form NAME=VALUE'],
    [['v=TLSRPTv1; rua=mailto:ä@example.org'], 'other than printable ASCII'],
  ])('%j counts as none, and says why', (texts, problem) => {
    expect(parseTlsRptRecords(texts.map((text) => [text]))).toEqual({
      kind: 'invalid',
      problem: expect.stringContaining(problem) as string,
    });
  });

  it.each([
    [[]],
    [['v=TLSRPTv1']],
    [['v=tlsrptv1; rua=mailto:a@example.org']],
    [[' v=TLSRPTv1; rua=mailto:a@b.example']],
  ])('%j is none', (texts) => expect(parseTlsRptRecords(texts.map((text) => [text]))).toEqual({ kind: 'absent' }));
});

describe('the look-up', () => {
  const answering =
    (records: readonly string[]): Ask =>
    (name, type) => {
      const answer = { name, type, status: 'secure', outcome: 'records', aliases: [], ttl: 1 } as const;
      return Promise.resolve({ ...answer, records: records.map((text) => [text]) } as unknown as DnsAnswer<
        typeof type
      >);
    };

  it('asks below the domain, and keeps the record', async () => {
    const found = await lookUpTlsRpt(parseNextHop('example.org'), answering(['v=TLSRPTv1; rua=mailto:a@b.example']));
    expect(found).toMatchObject({
      state: 'record',
      rua: ['mailto:a@b.example'],
      record: { name: '_smtp._tls.example.org' },
    });
  });

  it('tells an invalid record from none, and both from a failure', async () => {
    const look = (ask: Ask) => lookUpTlsRpt(parseNextHop('example.org'), ask);
    expect(await look(answering([]))).toMatchObject({ state: 'absent' });
    expect(await look(answering(['v=TLSRPTv1;']))).toMatchObject({ state: 'absent', cause: { id: 'policy-invalid' } });
    const cause = { id: 'dns-timeout', text: 'no reply' } as const;
    const failing: Ask = (name, type) => Promise.resolve(failedAnswer(name, type, cause));
    expect(await look(failing)).toMatchObject({ state: 'untested', cause, rua: [] });
  });

  it('asks nothing for a host in brackets', async () => {
    expect(await lookUpTlsRpt(parseNextHop('[mx.example.org]'), () => Promise.reject(new Error('asked')))).toBeNull();
  });
});
