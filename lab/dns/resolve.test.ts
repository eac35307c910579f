import { beforeAll, describe, expect, it } from 'vitest';
import { mailZone, zone } from '../scenarios/build';
import { testTree } from '../testing/tree';
import { type Lookup, lookUp } from './resolve';
import type { DnsTree } from './tree';

let tree: DnsTree;
beforeAll(async () => {
  tree = await testTree([
    { zones: [zone('provider.example', 'unsigned')], hosts: [] },
    {
      zones: [
        mailZone('signed.example', 'signed', ['mx.signed.example'], {
          records: [
            { owner: 'mx.signed.example', type: 'A', address: '192.0.2.100' },
            { owner: 'www.signed.example', type: 'CNAME', target: 'web.unsigned.example' },
            { owner: 'ring1.signed.example', type: 'CNAME', target: 'ring2.signed.example' },
            { owner: 'ring2.signed.example', type: 'CNAME', target: 'ring1.signed.example' },
            { owner: '*.wild.signed.example', type: 'A', address: '192.0.2.101' },
          ],
        }),
        mailZone('unsigned.example', 'unsigned', ['mx.unsigned.example'], {
          records: [{ owner: 'web.unsigned.example', type: 'A', address: '192.0.2.102' }],
        }),
        mailZone('broken.example', 'wrong-ds', ['mx.broken.example']),
        mailZone('below.broken.example', 'unsigned', ['mx.below.broken.example']),
        zone('mpg.de', 'unsigned'),
        mailZone('hashed.example', 'signed', ['mx.hashed.example'], {
          denial: 'nsec3',
          records: [{ owner: '*.wild.hashed.example', type: 'A', address: '192.0.2.103' }],
        }),
      ],
      hosts: [],
    },
  ]);
});

const ask = (name: string, type: string): Lookup => lookUp(tree, [], { name, type });
const answered = ({ answers }: Lookup): readonly string[] => answers.map(({ set }) => `${set.owner} ${set.type}`);

describe('an honest answer', () => {
  it('follows aliases from zone to zone', () => {
    const lookup = ask('www.signed.example', 'A');
    expect(answered(lookup)).toEqual(['www.signed.example CNAME', 'web.unsigned.example A']);
    expect(lookup.answers.map(({ signatures }) => signatures.length)).toEqual([1, 0]);
  });

  it('gives up on a ring of aliases', () => {
    expect(ask('ring1.signed.example', 'A').rcode).toBe('SERVFAIL');
  });

  it('answers DS from the parent and everything else from the child', () => {
    expect(answered(ask('signed.example', 'DS'))).toEqual(['signed.example DS']);
    expect(answered(ask('signed.example', 'NS'))).toEqual(['signed.example NS']);
    expect(ask('signed.example', 'NS').answers[0]?.signatures).toHaveLength(1);
    const unsigned = ask('unsigned.example', 'DS');
    expect(unsigned).toMatchObject({ rcode: 'NOERROR', answers: [] });
    expect(unsigned.authorities.map(({ set }) => `${set.owner} ${set.type}`)).toEqual([
      'example SOA',
      'unsigned.example NSEC',
    ]);
  });

  it('tells an empty non-terminal from a missing name', () => {
    expect(ask('wild.signed.example', 'A')).toMatchObject({ rcode: 'NOERROR', answers: [] });
    expect(ask('none.signed.example', 'A')).toMatchObject({ rcode: 'NXDOMAIN', answers: [] });
  });

  it.each(['signed', 'hashed'])(
    'expands a wildcard in %s.example and proves that the name itself is missing',
    (label) => {
      const lookup = ask(`any.wild.${label}.example`, 'A');
      expect(answered(lookup)).toEqual([`any.wild.${label}.example A`]);
      expect(lookup.answers[0]?.signatures[0]).toMatchObject({ data: { labels: 3 } });
      expect(lookup.authorities).toHaveLength(1);
      expect(ask(`any.wild.${label}.example`, 'MX')).toMatchObject({ rcode: 'NOERROR', answers: [] });
    },
  );

  it('refuses what is outside the lab', () => {
    for (const name of ['example.org', 'org', 'other.de', 'www.other.de']) expect(ask(name, 'A').rcode).toBe('REFUSED');
    for (const name of ['', 'de', 'mpg.de', 'example']) expect(ask(name, 'SOA').rcode).toBe('NOERROR');
  });

  it('knows what a validator would reject', () => {
    expect(ask('broken.example', 'MX').bogus).toBe(true);
    expect(ask('below.broken.example', 'MX').bogus).toBe(true);
    expect(ask('signed.example', 'MX').bogus).toBe(false);
    expect(ask('broken.example', 'DS').bogus).toBe(false);
  });
});

describe('a fault', () => {
  const withFault = (kind: 'servfail' | 'refused' | 'drop' | 'forge-empty' | 'forge-no-name' | 'strip-rrsig'): Lookup =>
    lookUp(tree, [{ name: 'signed.example', type: 'MX', kind }], { name: 'signed.example', type: 'MX' });

  it('replaces the answer for its name and type alone', () => {
    expect(withFault('servfail')).toMatchObject({ rcode: 'SERVFAIL', answers: [] });
    expect(withFault('refused')).toMatchObject({ rcode: 'REFUSED', answers: [] });
    expect(withFault('drop').drop).toBe(true);
    expect(withFault('forge-empty')).toMatchObject({ rcode: 'NOERROR', answers: [], authorities: [], bogus: true });
    expect(withFault('forge-no-name')).toMatchObject({ rcode: 'NXDOMAIN', answers: [], authorities: [], bogus: true });
    const faults = [{ name: 'signed.example', type: 'MX', kind: 'servfail' }] as const;
    expect(lookUp(tree, faults, { name: 'signed.example', type: 'SOA' }).rcode).toBe('NOERROR');
    expect(lookUp(tree, faults, { name: 'mx.signed.example', type: 'MX' }).rcode).toBe('NOERROR');
  });

  it('strips signatures', () => {
    expect(withFault('strip-rrsig').answers[0]?.signatures).toEqual([]);
    const denied = lookUp(tree, [{ name: 'no.signed.example', kind: 'strip-rrsig' }], {
      name: 'no.signed.example',
      type: 'A',
    });
    expect(denied.authorities.map(({ set, signatures }) => [set.type, signatures.length])).toEqual([['SOA', 0]]);
  });

  it('swaps records with those of another name', () => {
    const faults = [{ name: 'signed.example', type: 'MX', kind: 'swap', with: 'unsigned.example' }] as const;
    const swapped = lookUp(tree, faults, { name: 'signed.example', type: 'MX' });
    expect(swapped.bogus).toBe(true);
    expect(swapped.answers[0]?.set).toMatchObject({
      owner: 'signed.example',
      data: [{ preference: 10, exchange: 'mx.unsigned.example' }],
    });
  });

  it('of an unsigned zone can’t be detected', () => {
    const faults = [{ name: 'unsigned.example', kind: 'forge-empty' }] as const;
    expect(lookUp(tree, faults, { name: 'unsigned.example', type: 'MX' }).bogus).toBe(false);
  });
});
