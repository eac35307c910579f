import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyValue } from '../policy/entry';
import { parsePolicyValue } from '../policy/value';
import { matchingName, matchStrategies } from './names';
import { anySender, dnssecSender, type Sender } from './sender';
import { compareStrength, type Strength } from './strength';

const domain = 'a.example';

function value(text: string): PolicyValue {
  const parsed = parsePolicyValue(text).value;
  if (parsed === null) throw new Error(`Postfix would not take "${text}"`);
  return parsed;
}

const opposite: Readonly<Record<Strength, Strength>> = {
  stronger: 'weaker',
  weaker: 'stronger',
  equal: 'equal',
  different: 'different',
};

/** First, second, and how the first compares at profile `dnssec` and at `any`. */
const rows: readonly (readonly [string, string, Strength, Strength])[] = [
  ['may', 'none', 'stronger', 'stronger'],
  ['encrypt', 'may', 'stronger', 'stronger'],
  ['verify', 'encrypt', 'stronger', 'stronger'],
  ['secure', 'encrypt', 'stronger', 'stronger'],
  ['secure', 'verify', 'stronger', 'stronger'],
  ['fingerprint match=aa:bb', 'verify', 'stronger', 'stronger'],
  ['dane', 'may', 'stronger', 'stronger'],
  // For senders without DNSSEC lookups dane is may, which is less than each of these.
  ['dane', 'encrypt', 'stronger', 'different'],
  ['dane', 'verify', 'stronger', 'different'],
  ['dane', 'secure match=hostname', 'stronger', 'different'],
  ['dane', 'secure', 'different', 'different'],
  ['dane-only', 'dane', 'stronger', 'stronger'],
  ['dane-only', 'secure', 'different', 'different'],
  ['dane', 'fingerprint match=aa', 'different', 'different'],
  ['secure', 'fingerprint match=aa', 'different', 'different'],
  ['secure', 'secure match=nexthop:dot-nexthop', 'equal', 'equal'],
  ['secure', 'secure match=a.example:.a.example', 'equal', 'equal'],
  ['secure', 'secure match=A.EXAMPLE match=.a.example', 'equal', 'equal'],
  ['secure match=nexthop', 'secure', 'stronger', 'stronger'],
  ['secure match=mx.a.example', 'secure', 'stronger', 'stronger'],
  ['secure match=mx.b.example', 'secure', 'different', 'different'],
  ['secure match=nexthop:dot-nexthop:mx.b.example', 'secure', 'weaker', 'weaker'],
  ['secure match=mx1.b.example:mx2.b.example', 'secure match=.b.example', 'stronger', 'stronger'],
  ['secure match=.in.b.example', 'secure match=.b.example', 'stronger', 'stronger'],
  // A suffix does not stand for the name itself.
  ['secure match=b.example', 'secure match=.b.example', 'different', 'different'],
  ['secure match=b.example', 'secure match=ab.example', 'different', 'different'],
  ['secure match=.b.example', 'secure match=hostname', 'stronger', 'stronger'],
  ['secure match=.b.example:hostname', 'secure match=hostname', 'equal', 'equal'],
  ['secure match=mx.b.example', 'verify match=mx.b.example', 'equal', 'equal'],
  ['secure tafile=/etc/a.pem', 'secure', 'different', 'different'],
  ['secure tafile=/etc/a.pem match=mx.a.example', 'secure tafile=/etc/a.pem', 'stronger', 'stronger'],
  ['fingerprint match=AA:BB', 'fingerprint match=aabb', 'equal', 'equal'],
  ['fingerprint match=aa', 'fingerprint match=aa|bb', 'stronger', 'stronger'],
  ['secure protocols=>=TLSv1.3', 'secure', 'equal', 'equal'],
];

describe('compareStrength', () => {
  it.each(rows)('%s against %s: %s, and %s at profile any', (first, second, atDnssec, atAny) => {
    for (const [sender, expected] of [
      [dnssecSender, atDnssec],
      [anySender, atAny],
    ] as const) {
      expect(compareStrength(value(first), value(second), sender, domain)).toBe(expected);
      expect(compareStrength(value(second), value(first), sender, domain)).toBe(opposite[expected]);
    }
  });

  it('takes the global level where there is no entry', () => {
    expect(compareStrength(value('encrypt'), null, dnssecSender, domain)).toBe('stronger');
    expect(compareStrength(value('encrypt'), null, { ...dnssecSender, globalLevel: 'dane' }, domain)).toBe('weaker');
  });

  it('takes the default match lists of the sender', () => {
    const strict = { ...dnssecSender, secureCertMatch: ['nexthop'] };
    expect(compareStrength(value('secure'), value('secure match=dot-nexthop:nexthop'), strict, domain)).toBe(
      'stronger',
    );
  });

  const element = fc.constantFrom('nexthop', 'dot-nexthop', 'hostname', 'b.example', '.b.example', 'mx.b.example', '.');
  const anyValue: fc.Arbitrary<PolicyValue> = fc.oneof(
    fc.constantFrom('none', 'may', 'encrypt', 'dane', 'dane-only', 'verify', 'secure').map(value),
    fc
      .tuple(fc.constantFrom('verify', 'secure'), fc.uniqueArray(element, { minLength: 1, maxLength: 4 }))
      .map(([level, elements]) => value(`${level} match=${elements.join(':')}`)),
    fc.subarray(['aa', 'bb', 'cc'], { minLength: 1 }).map((digests) => value(`fingerprint match=${digests.join('|')}`)),
  );
  const anyProfile: fc.Arbitrary<Sender> = fc.constantFrom(dnssecSender, anySender);

  it('is a partial order', () => {
    fc.assert(
      fc.property(anyValue, anyValue, anyValue, anyProfile, (a, b, c, sender) => {
        const compare = (first: PolicyValue, second: PolicyValue) => compareStrength(first, second, sender, domain);
        const isAtLeast = (first: PolicyValue, second: PolicyValue) =>
          ['stronger', 'equal'].includes(compare(first, second));
        expect(compare(a, a)).toBe('equal');
        expect(compare(b, a)).toBe(opposite[compare(a, b)]);
        if (isAtLeast(a, b) && isAtLeast(b, c)) expect(isAtLeast(a, c)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('never calls a value stronger that accepts a certificate which the other one refuses', () => {
    const label = fc.constantFrom('a', 'b', 'mx', 'in', '*');
    const certificateName = fc
      .array(label, { minLength: 1, maxLength: 3 })
      .map((labels) => [...labels, 'example'].join('.'));
    const named = anyValue.filter(({ level }) => level === 'secure' || level === 'verify');
    fc.assert(
      fc.property(
        named,
        named,
        certificateName,
        fc.constantFrom('mx.c.example', 'in.b.example'),
        (a, b, name, host) => {
          const accepts = (each: PolicyValue) =>
            matchStrategies(each, dnssecSender).some(
              (strategy) =>
                matchingName(strategy, { nextHop: domain, host }, { dnsNames: [name], commonName: null }) !== null,
            );
          const strength = compareStrength(a, b, dnssecSender, domain);
          // Whoever can forge the MX record chooses the name that hostname stands for.
          const isForgeable = (each: PolicyValue) => matchStrategies(each, dnssecSender).includes('hostname');
          if (strength !== 'different' && strength !== 'weaker' && !isForgeable(b)) {
            expect(isForgeable(a)).toBe(false);
            if (accepts(a)) expect(accepts(b)).toBe(true);
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
