import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharesOf } from './address-share';
import { outcomeOfDelivery } from './delivery';
import { decided, type Outcome, only } from './possible';
import { buildEvidence } from './testing/build-evidence';

/** One address with a decided outcome. */
interface Server {
  readonly preference: number;
  readonly family: 4 | 6;
  readonly outcome: Outcome;
}

const reason = { id: 'any', text: 'any' };
const [host] = buildEvidence().hosts;

function outcomeOf(servers: readonly Server[], limit: number): string {
  if (host === undefined) throw new Error('no host');
  const judged = servers.map(({ preference, family, outcome }) => ({
    host: { ...host, preference },
    judgements: [{ possible: only(outcome), reason, family }],
  }));
  return decided(outcomeOfDelivery(judged, limit));
}

const server: fc.Arbitrary<Server> = fc.record({
  preference: fc.constantFrom(10, 20, 30),
  family: fc.constantFrom(4 as const, 6 as const),
  outcome: fc.constantFrom<Outcome>('clear', 'encrypted', 'authenticated', 'defers', 'bounces'),
});

/** The lists of addresses that smtp_domain_addr() may come to: sorted by preference, equal ones shuffled, balanced. */
function* listsOf(servers: readonly Server[], limit: number): Generator<readonly Server[]> {
  for (const order of permutations(servers)) {
    const sorted = [...order].sort((first, second) => first.preference - second.preference);
    for (const { ipv4, ipv6 } of sharesOf(count(servers, 4), count(servers, 6), limit)) {
      const left = { 4: ipv4, 6: ipv6 };
      yield sorted.filter(({ family }) => left[family]-- > 0);
    }
  }
}

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries()) {
    const others = items.filter((_, at) => at !== index);
    for (const rest of permutations(others)) yield [item, ...rest];
  }
}

function count(servers: readonly Server[], family: 4 | 6): number {
  return servers.filter((each) => each.family === family).length;
}

/** What becomes of the message while `down` of the servers don't answer. */
function deliver(list: readonly Server[], down: ReadonlySet<Server>): Outcome {
  const ending = list.find((each) => !down.has(each) && each.outcome !== 'defers');
  return ending?.outcome ?? 'defers';
}

function subsets<T>(items: readonly T[]): readonly ReadonlySet<T>[] {
  return Array.from({ length: 2 ** items.length }, (_, bits) => new Set(items.filter((__, at) => bits & (1 << at))));
}

describe('outcomeOfDelivery', () => {
  it('is the weakest delivery that whoever keeps mail from some servers can bring about', () => {
    fc.assert(
      fc.property(
        fc.array(server, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 4 }),
        (servers, limit) => {
          const lists = [...listsOf(servers, limit)];
          const forced = lists.map((list) => new Set(subsets(servers).map((down) => deliver(list, down))));
          const outcome = outcomeOf(servers, limit);
          for (const weak of ['clear', 'encrypted'] as const) {
            const isForced = forced.map((outcomes) => outcomes.has(weak));
            if (outcome === weak) expect(isForced.every(Boolean)).toBe(true);
            const isWeaker = weak === 'clear' || outcome !== 'clear';
            if (outcome !== 'unknown' && outcome !== weak && isWeaker) expect(isForced.some(Boolean)).toBe(false);
          }
          const honest = lists.map((list) => deliver(list, new Set()));
          if (outcome === 'authenticated') expect(new Set(honest)).toEqual(new Set(['authenticated']));
          if (outcome === 'bounces') expect(new Set(honest)).toEqual(new Set(['bounces']));
          if (outcome === 'defers') expect(new Set(honest)).toEqual(new Set(['defers']));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is decided where the order of the servers does not matter', () => {
    const distinct = fc.uniqueArray(server, { minLength: 1, maxLength: 3, selector: ({ preference }) => preference });
    fc.assert(
      fc.property(distinct, (servers) => {
        expect(outcomeOf(servers, 0)).not.toBe('unknown');
      }),
    );
  });
});

describe('sharesOf', () => {
  it.each([
    [3, 2, 5, [{ ipv4: 3, ipv6: 2 }]],
    [9, 0, 5, [{ ipv4: 5, ipv6: 0 }]],
    [0, 9, 5, [{ ipv4: 0, ipv6: 5 }]],
    [9, 9, 0, [{ ipv4: 9, ipv6: 9 }]],
    // Regions R1 and R3 of smtp_balance_inet_proto(), then R2 with an even and an odd limit.
    [9, 1, 5, [{ ipv4: 4, ipv6: 1 }]],
    [1, 9, 5, [{ ipv4: 1, ipv6: 4 }]],
    [4, 4, 6, [{ ipv4: 3, ipv6: 3 }]],
    [
      4,
      4,
      5,
      [
        { ipv4: 2, ipv6: 3 },
        { ipv4: 3, ipv6: 2 },
      ],
    ],
    [
      2,
      2,
      1,
      [
        { ipv4: 0, ipv6: 1 },
        { ipv4: 1, ipv6: 0 },
      ],
    ],
  ])('%i IPv4 and %i IPv6 addresses within %i: %j', (ipv4, ipv6, limit, shares) => {
    expect(sharesOf(ipv4, ipv6, limit)).toEqual(shares);
  });
});
