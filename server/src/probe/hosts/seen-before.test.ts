import { describe, expect, it } from 'vitest';
import { buildEvidence, type EvidenceSpec } from '../../verdict/testing/build-evidence';
import type { AddressQuestion } from '../address';
import { createSeenBefore } from './seen-before';
import { nextHopNames, tlsaQuestion } from './tlsa-question';

const look = (spec: EvidenceSpec = {}) => buildEvidence({ hosts: [{ addresses: [{}] }], ...spec });
const [seen] = look().hosts[0]?.addresses ?? [];
const server = { address: seen?.address ?? '', port: seen?.port ?? 0 };
const plain: AddressQuestion = { host: 'mx.other.example', ...server, tlsa: null };
const tlsa = { base: 'mx.a.example', records: [], names: ['mx.a.example'] };
const atOnce = Date.parse(look().finishedAt);

describe('what was seen before', () => {
  it.each<[string, EvidenceSpec, AddressQuestion, string | null]>([
    ['the same address, of whatever host', {}, plain, 'tls'],
    ['another address', {}, { ...plain, address: '192.0.2.99' }, null],
    ['another port', {}, { ...plain, port: 587 }, null],
    ['TLSA records that are new', {}, { ...plain, tlsa }, 'asked-recently'],
    ['one that could not be tested', { hosts: [{ addresses: [{ outcome: 'untested' }] }] }, plain, 'connect-timeout'],
  ])('answers for %s', (_what, spec, question, answer) => {
    const before = createSeenBefore(atOnce - 1);
    before.add(look(spec));
    const found = before.address(question);
    expect(found?.cause?.id ?? found?.outcome ?? null).toBe(answer);
  });

  it('answers with the TLSA records that were in use, and with the time', () => {
    const dane = look({ mx: 'secure', hosts: [{ dns: 'secure', tlsa: ['3 1 1'], addresses: [{ match: 'matched' }] }] });
    const before = createSeenBefore(atOnce - 1);
    before.add(dane);
    const [host] = dane.hosts;
    if (host === undefined) throw new Error('there is no host');
    const question = { ...plain, tlsa: tlsaQuestion(host, nextHopNames('b.example', dane)) };
    expect(before.address(question)).toEqual({ ...host.addresses[0], seenAt: dane.finishedAt });
    expect(before.address(plain)?.cause?.id).toBe('asked-recently');
  });

  it('counts the time when the server was asked, not when an answer was taken from memory', () => {
    const old = look();
    const relayed = {
      ...old,
      hosts: old.hosts.map((host) => ({
        ...host,
        addresses: host.addresses.map((address) => ({ ...address, seenAt: '2026-11-23T00:00:00.000Z' })),
      })),
    };
    for (const [evidence, since, isKnown] of [
      [old, atOnce - 1, true],
      [old, atOnce, false],
      [relayed, atOnce - 1, false],
    ] as const) {
      const before = createSeenBefore(since);
      before.add(evidence);
      expect(before.address(plain) !== null).toBe(isKnown);
    }
  });

  it('knows by what server names an address was asked, and asks by no others', () => {
    const before = createSeenBefore(atOnce - 1);
    const named = look({ hosts: [{ name: 'mx.a.example', addresses: [{ byName: { chain: 'trusted' } }] }] });
    before.add(named);
    expect(before.address(plain)).not.toHaveProperty('hostTls');
    const question = { ...server, serverName: 'mx.a.example' };
    expect(before.name(question)?.tls).toEqual(named.hosts[0]?.addresses[0]?.hostTls);
    expect(before.name({ ...question, serverName: 'other.example' })?.cause?.id).toBe('asked-recently');
    expect(before.name({ ...question, address: '192.0.2.99' })).toBeNull();
  });

  it('bothers nobody twice for what never left this machine', () => {
    const before = createSeenBefore(atOnce - 1);
    const [host] = look().hosts;
    const unasked = { ...server, outcome: 'untested', cause: { id: 'address-refused', text: '' } } as const;
    before.add({ ...look(), hosts: host === undefined ? [] : [{ ...host, addresses: [unasked] }] });
    expect(before.address(plain)).toBeNull();
  });
});
