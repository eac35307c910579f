import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyValue } from '../policy/entry';
import { parsePolicyValue } from '../policy/value';
import { attributeFacts } from '../postfix/attributes';
import type { Evidence, HostEvidence } from '../probe/evidence';
import type { Advice } from './advice';
import { advise } from './advise';
import { tryCandidates, withDnssec } from './candidates';
import { inForce } from './in-force';
import { judge } from './judge';
import { isBelow, minimumLevels } from './minimum-level';
import { planEntry } from './plan';
import { isReached } from './receiving-hosts';
import { anySender, dnssecSender, type Sender } from './sender';
import { compareStrength } from './strength';
import { anyEvidence, anySenders, anyValue } from './testing/any-evidence';
import { allReductions, dnsReductions, reduce, someReductions } from './testing/reduce-evidence';
import type { DeliveryOutcome } from './verdict';

const options = fc.record(
  {
    preferDaneOnly: fc.boolean(),
    alwaysComment: fc.boolean(),
    allowFingerprint: fc.boolean(),
    minimumLevel: fc.constantFrom(...minimumLevels),
  },
  { requiredKeys: ['preferDaneOnly', 'alwaysComment', 'allowFingerprint'] },
);
const profiles = fc.constantFrom(dnssecSender, anySender);

/** DANE is advised for the senders that it can protect. */
function senderOf(value: PolicyValue, sender: Sender): Sender {
  return value.level === 'secure' ? sender : withDnssec(sender);
}

/** Each law is tried at so many cases at the most. */
const most = 1_500;
let made: readonly Evidence[] | null = null;

/**
 * A test for each law, all at the same cases, whose evidence is made once for all laws of this file: it is as dear as to judge it.
 * A law that fails is tried again by itself, so that the case is told as small as it can be.
 *
 * @param rest what a case has beside evidence
 */
function holdLaws<Rest, Case>(
  rest: fc.Arbitrary<Rest>,
  toCase: (evidence: Evidence, rest: Rest) => Case,
  numRuns: number,
  laws: Readonly<Record<string, (one: Case) => void>>,
): void {
  let cases: readonly Case[] | null = null;
  it.each(Object.entries(laws))('%s', (_name, law) => {
    made ??= fc.sample(anyEvidence, { numRuns: most });
    const evidence = made;
    cases ??= fc.sample(rest, { numRuns }).flatMap((one, index) => {
      const seen = evidence[index];
      return seen === undefined ? [] : [toCase(seen, one)];
    });
    expect(cases).toHaveLength(numRuns);
    try {
      cases.forEach(law);
    } catch (error) {
      fc.assert(
        fc.property(anyEvidence, rest, (seen, one) => law(toCase(seen, one))),
        { numRuns },
      );
      throw error;
    }
  });
}

const known = new WeakMap<Evidence, Map<Sender, Advice>>();

/** Advice for one of the two profiles, taken once for each evidence. */
function adviceFor(evidence: Evidence, sender: Sender): Advice {
  const bySender = known.get(evidence) ?? new Map<Sender, Advice>();
  known.set(evidence, bySender);
  const advice = bySender.get(sender) ?? advise(evidence, sender);
  bySender.set(sender, advice);
  return advice;
}

const advised = fc.record({ sender: anySenders, given: options });
type Advised = typeof advised extends fc.Arbitrary<infer Rest> ? Rest : never;
const toAdvised = (evidence: Evidence, one: Advised) => ({
  ...one,
  evidence,
  advice: advise(evidence, one.sender, one.given),
});

describe('advise, for any evidence', () => {
  holdLaws(advised, toAdvised, 700, {
    'never says what judge denies: the entry delivers authenticated': ({ evidence, sender, advice: { value } }) => {
      if (value === null) return;
      const { outcome, hosts } = judge(value, evidence, senderOf(value, sender));
      expect(outcome).toBe('authenticated');
      for (const host of hosts) expect(['clear', 'encrypted']).not.toContain(host.outcome);
    },
    'never advises what is deferred at every host that was reached': ({ evidence, sender, advice: { value } }) => {
      if (value === null) return;
      const { hosts } = judge(value, evidence, senderOf(value, sender));
      const reached = new Set(
        evidence.hosts.filter(({ addresses }) => addresses.some(isReached)).map(({ name }) => name),
      );
      const outcomes = hosts.filter(({ host }) => reached.has(host)).map(({ outcome }) => outcome);
      expect(outcomes).toContain('authenticated');
    },
    'always authenticates, and entry, status, value and reasons agree': ({ sender, given, advice }) => {
      expect(advice.reasons.length).toBeGreaterThan(0);
      expect([advice.entry === null, advice.value === null]).toEqual(
        Array.from({ length: 2 }, () => advice.status !== 'found'),
      );
      for (const { entry, value } of [advice, ...advice.runnersUp]) {
        if (entry === null || value === null) continue;
        expect(entry).toMatch(
          /^a\.example (dane|dane-only|secure( match=[a-z0-9.:-]+)?( servername=hostname)?|fingerprint match=[0-9a-f|]+)$/,
        );
        expect(entry).not.toMatch(/match=\S*hostname/);
        expect(isBelow(value, given.minimumLevel, sender)).toBe(false);
        expect(parsePolicyValue(entry.slice('a.example '.length)).value).toEqual(value);
      }
      expect(advice.runnersUp.map(({ entry }) => entry)).not.toContain(advice.entry);
      const isAsked = given.preferDaneOnly || given.minimumLevel === 'dane-only';
      if (advice.value?.level === 'dane-only') expect(isAsked).toBe(true);
      expect(advice.value?.level).not.toBe('fingerprint');
    },
    'says dane only with DNSSEC-secure MX, address and TLSA records of every host that may take mail': ({
      evidence,
      advice: { value },
    }) => {
      if (value?.level !== 'dane' && value?.level !== 'dane-only') return;
      expect(evidence.routing === 'bracketed' || evidence.mx?.status === 'secure').toBe(true);
      expect(evidence.hostsSkipped).toBe(0);
      for (const { addresses, ipv4, ipv6, tlsa, tlsaBase, tlsaRecords } of evidence.hosts) {
        const statuses = [ipv4, ipv6, ...tlsa.map(({ answer }) => answer)].map(({ status }) => status);
        expect(new Set(statuses)).toEqual(new Set(['secure']));
        if (addresses.length === 0 && ipv4.records.length + ipv6.records.length === 0) continue;
        expect(tlsaBase).not.toBeNull();
        expect(tlsaRecords.some(({ usable }) => usable)).toBe(true);
      }
    },
    'puts into match= only the next-hop, MX hosts and their suffixes, and confirms what plain DNS told': ({
      evidence,
      given,
      advice: { value, confirm, comment },
    }) => {
      const match = value?.attributes.find(({ name }) => name === 'match');
      const names = value?.level === 'secure' ? (match?.value.split(':') ?? []) : [];
      const exchanges = evidence.mx?.records.map(({ exchange }) => exchange) ?? [];
      for (const name of names) {
        if (name === 'nexthop' || name === 'dot-nexthop') continue;
        expect(exchanges.some((host) => host === name || (name.startsWith('.') && host.endsWith(name)))).toBe(true);
        expect(['.example', '.uk', '.co.uk']).not.toContain(name);
      }
      const isVouched = evidence.mx?.status === 'secure' || evidence.mtaSts.policy?.mode === 'enforce';
      const own = ['nexthop', 'dot-nexthop', 'a.example', '.a.example'];
      const told = names.filter((name) => !own.includes(name));
      if (!isVouched) expect(confirm).toEqual(told);
      expect(told).toEqual(expect.arrayContaining([...confirm]));
      const isTold = confirm.length > 0 || (given.alwaysComment && value !== null);
      expect(comment !== null).toBe(isTold);
    },
    'is not weaker than another candidate that stands, but for dane-only, which needs a setting': ({
      evidence,
      sender,
      given,
      advice: { value },
    }) => {
      if (value === null) return;
      for (const other of tryCandidates(evidence, sender, given)) {
        if (other.standing !== 'stands' || other.value.level === value.level || other.kind === 'dane-only') continue;
        expect(compareStrength(value, other.value, sender, evidence.domain)).not.toBe('weaker');
      }
    },
  });

  holdLaws(profiles, (evidence, sender) => ({ evidence, sender }), 100, {
    'is the same for the same evidence, whatever has no part in it': ({ evidence, sender }) => {
      const later = { ...evidence, startedAt: '2030-01-01T00:00:00.000Z' };
      expect(advise(later, sender)).toEqual(adviceFor(evidence, sender));
      // Stored evidence is judged as well as fresh one.
      expect(advise(JSON.parse(JSON.stringify(evidence)) as Evidence, sender)).toEqual(adviceFor(evidence, sender));
    },
  });
});

/** Whether all that was seen of a host fails what an entry demands; told by other means than the judge’s. */
function fails({ addresses }: HostEvidence, { level, attributes }: PolicyValue): boolean {
  const seen = addresses.filter(({ outcome }) => outcome !== 'untested');
  const isNamed = attributes.some(({ name }) => name === 'servername');
  return (
    seen.length > 0 &&
    seen.length === addresses.length &&
    seen.every(({ outcome, tls, daneTls, hostTls }) => {
      if (isNamed && (hostTls ?? daneTls) !== undefined) return (hostTls ?? daneTls)?.pkix.verdict === 'untrusted';
      if (outcome !== 'tls') return true;
      return level === 'secure' ? tls?.pkix.verdict === 'untrusted' : daneTls?.dane?.verdict === 'not-matched';
    })
  );
}

const lessKnown = fc.record({
  reductions: someReductions(allReductions),
  sender: anySenders,
  given: options,
  value: anyValue,
});
type LessKnown = typeof lessKnown extends fc.Arbitrary<infer Rest> ? Rest : never;
const toLessKnown = (evidence: Evidence, one: LessKnown) => ({
  ...one,
  evidence,
  less: reduce(evidence, one.reductions),
});

const lessInDns = fc.record({ reductions: someReductions(dnsReductions), sender: profiles });
type LessInDns = typeof lessInDns extends fc.Arbitrary<infer Rest> ? Rest : never;
const toLessInDns = (evidence: Evidence, { reductions, sender }: LessInDns) => ({
  // Only where there is dane afterwards, what there was before matters.
  before: () => adviceFor(evidence, sender),
  after: advise(reduce(evidence, reductions), sender),
});

describe('advise, on less than there is to know', () => {
  holdLaws(lessKnown, toLessKnown, most, {
    'never leads to unauthenticated mail, nor to a host that fails what the entry demands': ({
      evidence,
      less,
      sender,
      given,
    }) => {
      const { value: written } = advise(less, sender, given);
      if (written === null) return;
      const value = inForce(written, sender);
      const verdict = judge(value, evidence, senderOf(value, sender));
      expect(['clear', 'encrypted']).not.toContain(verdict.outcome);
      for (const { host, outcome } of verdict.hosts) {
        expect(['clear', 'encrypted']).not.toContain(outcome);
        const seen = evidence.hosts.find(({ name }) => name === host);
        if (seen !== undefined && fails(seen, value)) expect(outcome).not.toBe('authenticated');
      }
    },
    'judges nothing as decided that the whole evidence decides otherwise': ({
      evidence,
      less,
      reductions,
      sender: given,
      value,
    }) => {
      if (reductions.some(([{ name }]) => otherFacts.has(name))) return;
      const sender = { ...given, mxAddressLimit: 0 };
      expect(possible[judge(value, less, sender).outcome]).toContain(judge(value, evidence, sender).outcome);
    },
  });

  holdLaws(lessInDns, toLessInDns, most, {
    'never turns none into dane by DNSSEC or TLSA facts that are missing': ({ before, after }) => {
      if (after.value?.level === 'dane' || after.value?.level === 'dane-only') {
        expect(before().status).not.toBe('none');
      }
    },
    'never makes dane of what is not dane, by whatever DNS does not say': ({ before, after }) => {
      if (after.value?.level === 'dane') expect(before().value?.level).toBe('dane');
    },
  });
});

/** What these leave behind is not a gap, but another fact. */
const otherFacts: ReadonlySet<string> = new Set([
  'the MX set is not validated',
  'the addresses are not validated',
  'the security level was not tried',
]);

/** What the whole evidence may decide, by what a part of it decides; only a refusal for good may come to light. */
const possible: Readonly<Record<DeliveryOutcome, readonly DeliveryOutcome[]>> = {
  clear: ['clear'],
  encrypted: ['encrypted'],
  authenticated: ['authenticated', 'bounces', 'unknown'],
  defers: ['defers', 'bounces'],
  bounces: ['bounces'],
  unknown: ['clear', 'encrypted', 'authenticated', 'defers', 'bounces', 'unknown'],
};

/** Several entries for one domain, since they have one advice. */
const planned = fc.record({ entries: fc.array(anyValue, { minLength: 3, maxLength: 3 }), sender: profiles });
type Planned = typeof planned extends fc.Arbitrary<infer Rest> ? Rest : never;
const toPlanned = (evidence: Evidence, { entries, sender }: Planned) => {
  const advice = adviceFor(evidence, sender);
  const plans = entries.map((present) => ({ present, plan: planEntry(present, advice, evidence, sender) }));
  return { evidence, sender, plans };
};

describe('planEntry, for any evidence and entry', () => {
  holdLaws(planned, toPlanned, 600, {
    'never weakens it, and never drops an attribute': ({ evidence, sender, plans }) => {
      for (const { present, plan } of plans) {
        if (plan.kind === 'keep') continue;
        const verdict = judge(present, evidence, withDnssec(sender));
        const isOpen = verdict.hosts.some(({ outcome }) => outcome === 'clear' || outcome === 'encrypted');
        // dane that protects nobody is less than it says.
        const protects: PolicyValue = present.level === 'dane' && isOpen ? { ...present, level: 'encrypt' } : present;
        expect(['stronger', 'equal']).toContain(compareStrength(plan.value, protects, sender, evidence.domain));
        for (const attribute of present.attributes) {
          if (attribute.name === 'match') continue;
          expect(plan.value.attributes).toContainEqual(attribute);
        }
        for (const { name } of plan.value.attributes) {
          expect(attributeFacts(name)?.levels).toContain(plan.value.level);
        }
        expect(['clear', 'encrypted', 'defers', 'bounces']).not.toContain(
          judge(plan.value, evidence, senderOf(plan.value, sender)).outcome,
        );
      }
    },
  });
});

it('the arbitrary evidence has something for each of these laws', () => {
  const told = new Set(
    fc.sample(fc.tuple(anyEvidence, profiles), { numRuns: 800, seed: 1 }).flatMap(([evidence, sender]) => {
      const { status, value, confirm, runnersUp } = advise(evidence, sender);
      const level = value === null ? status : [value.level, ...value.attributes.map(({ name }) => name)].join(' ');
      return [
        level,
        `${level} at ${sender.profile}`,
        ...(confirm.length > 0 ? ['confirm'] : []),
        ...runnersUp.map((each) => `or ${each.value.level}`),
      ];
    }),
  );
  for (const kind of [
    'dane',
    'dane at any',
    'secure',
    'secure match',
    'secure match servername',
    'secure servername',
    'confirm',
    'none',
    'untested',
    'or secure',
    'or dane',
  ]) {
    expect(told).toContain(kind);
  }
});
