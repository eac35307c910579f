import { expect, it } from 'vitest';
import type { HostEvidence } from '../../server/src/probe/evidence';
import type { JudgedHost } from '../../server/src/verdict/delivery';
import type { Outcome } from '../../server/src/verdict/possible';
import { firstDeliveries } from './first-delivery';

/** A host with one address for each set of outcomes, and the reason of all of them. */
function host(preference: number, addresses: readonly (readonly Outcome[])[], reason = 'x'): JudgedHost {
  const name = `mx${preference}`;
  const answer = { records: addresses.map((_, index) => `${name}.${index}`) };
  const evidence = {
    name,
    preference,
    addresses: answer.records.map((address) => ({ address })),
    ipv4: answer,
    ipv6: { records: [] },
  };
  return {
    host: evidence as unknown as HostEvidence,
    judgements: addresses.map((outcomes) => ({
      family: 4,
      possible: new Set(outcomes),
      reason: { id: reason, text: '' },
    })),
  };
}

const rows: readonly {
  readonly because: string;
  readonly hosts: readonly JudgedHost[];
  readonly limit?: number;
  readonly expected: readonly string[];
}[] = [
  { because: 'nobody has an address', hosts: [host(10, [])], expected: ['null bounces'] },
  {
    because: 'the first takes it',
    hosts: [host(10, [['encrypted']]), host(20, [['clear']])],
    expected: ['mx10.0 encrypted'],
  },
  {
    because: 'preference counts, not the order given',
    hosts: [host(20, [['clear']]), host(10, [['encrypted']])],
    expected: ['mx10.0 encrypted'],
  },
  {
    because: 'the first defers',
    hosts: [host(10, [['defers']]), host(20, [['authenticated']])],
    expected: ['mx20.0 authenticated'],
  },
  {
    because: 'the first may defer',
    hosts: [host(10, [['authenticated', 'defers']]), host(20, [['encrypted']])],
    expected: ['mx10.0 authenticated', 'mx20.0 encrypted'],
  },
  { because: 'all defer', hosts: [host(10, [['defers']]), host(20, [['defers']])], expected: ['null defers'] },
  {
    because: 'a refusal for good ends it',
    hosts: [host(10, [['bounces']]), host(20, [['encrypted']])],
    expected: ['null bounces'],
  },
  {
    because: 'either of two equal addresses',
    hosts: [host(10, [['encrypted'], ['clear']])],
    expected: ['mx10.0 encrypted', 'mx10.1 clear'],
  },
  {
    because: 'the limit ends it',
    hosts: [host(10, [['defers']]), host(20, [['defers']]), host(30, [['encrypted']])],
    limit: 2,
    expected: ['null defers'],
  },
  {
    because: 'no limit',
    hosts: [host(10, [['defers']]), host(20, [['defers']]), host(30, [['encrypted']])],
    limit: 0,
    expected: ['mx30.0 encrypted'],
  },
  {
    because: 'a failed handshake at may gives the others a chance first',
    hosts: [host(10, [['clear']], 'handshake-failed'), host(20, [['defers']])],
    expected: ['mx10.0 clear'],
  },
  {
    because: 'a failed handshake at may, and another host takes it',
    hosts: [host(10, [['clear']], 'handshake-failed'), host(20, [['encrypted']])],
    expected: ['mx10.0 clear', 'mx20.0 encrypted'],
  },
];

it.each(rows)('$because: $expected', ({ hosts, limit = 5, expected }) => {
  const found = firstDeliveries(hosts, limit).map(({ address, outcome }) => `${address} ${outcome}`);
  expect(found.sort()).toEqual([...expected].sort());
});
