import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyValue } from '../policy/entry';
import { parsePolicyValue } from '../policy/value';
import { attributeFacts } from '../postfix/attributes';
import type { Evidence, HostEvidence } from '../probe/evidence';
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

const runs = { numRuns: 600 };
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

describe('advise, for any evidence', () => {
  it('never says what judge denies: the entry delivers authenticated', () => {
    fc.assert(
      fc.property(anyEvidence, anySenders, options, (evidence, sender, given) => {
        const { value } = advise(evidence, sender, given);
        if (value === null) return;
        const { outcome, hosts } = judge(value, evidence, senderOf(value, sender));
        expect(outcome).toBe('authenticated');
        for (const host of hosts) expect(['clear', 'encrypted']).not.toContain(host.outcome);
      }),
      runs,
    );
  });

  it('never advises what is deferred at every host that was reached', () => {
    fc.assert(
      fc.property(anyEvidence, anySenders, options, (evidence, sender, given) => {
        const { value } = advise(evidence, sender, given);
        if (value === null) return;
        const { hosts } = judge(value, evidence, senderOf(value, sender));
        const reached = new Set(
          evidence.hosts.filter(({ addresses }) => addresses.some(isReached)).map(({ name }) => name),
        );
        const outcomes = hosts.filter(({ host }) => reached.has(host)).map(({ outcome }) => outcome);
        expect(outcomes).toContain('authenticated');
      }),
      runs,
    );
  });

  it('always authenticates, and entry, status, value and reasons agree', () => {
    fc.assert(
      fc.property(anyEvidence, anySenders, options, (evidence, sender, given) => {
        const advice = advise(evidence, sender, given);
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
      }),
      runs,
    );
  });

  it('says dane only with DNSSEC-secure MX, address and TLSA records of every host that may take mail', () => {
    fc.assert(
      fc.property(anyEvidence, anySenders, options, (evidence, sender, given) => {
        const { value } = advise(evidence, sender, given);
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
      }),
      runs,
    );
  });

  it('puts into match= only the next-hop, MX hosts and their suffixes, and confirms what plain DNS told', () => {
    fc.assert(
      fc.property(anyEvidence, anySenders, (evidence, sender) => {
        const { value, confirm, comment } = advise(evidence, sender);
        const match = value?.attributes.find(({ name }) => name === 'match');
        const names = match?.value.split(':') ?? [];
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
        expect(comment === null).toBe(confirm.length === 0);
      }),
      runs,
    );
  });

  it('is not weaker than another candidate that stands, but for dane-only, which needs a setting', () => {
    fc.assert(
      fc.property(anyEvidence, profiles, options, (evidence, sender, given) => {
        const { value } = advise(evidence, sender, given);
        if (value === null) return;
        for (const other of tryCandidates(evidence, sender, given)) {
          if (other.standing !== 'stands' || other.value.level === value.level || other.kind === 'dane-only') continue;
          expect(compareStrength(value, other.value, sender, evidence.domain)).not.toBe('weaker');
        }
      }),
      runs,
    );
  });

  it('is the same for the same evidence, whatever has no part in it', () => {
    fc.assert(
      fc.property(anyEvidence, profiles, (evidence, sender) => {
        const later = { ...evidence, startedAt: '2030-01-01T00:00:00.000Z' };
        expect(advise(later, sender)).toEqual(advise(evidence, sender));
        // Stored evidence is judged as well as fresh one.
        expect(advise(JSON.parse(JSON.stringify(evidence)) as Evidence, sender)).toEqual(advise(evidence, sender));
      }),
    );
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

describe('advise, on less than there is to know', () => {
  it('never leads to unauthenticated mail, nor to a host that fails what the entry demands', () => {
    fc.assert(
      fc.property(
        anyEvidence,
        someReductions(allReductions),
        anySenders,
        options,
        (evidence, reductions, sender, given) => {
          const { value: written } = advise(reduce(evidence, reductions), sender, given);
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
      ),
      { numRuns: 1_500 },
    );
  });

  it('never turns none into dane by DNSSEC or TLSA facts that are missing', () => {
    fc.assert(
      fc.property(anyEvidence, someReductions(dnsReductions), profiles, (evidence, reductions, sender) => {
        if (advise(evidence, sender).status !== 'none') return;
        const { value } = advise(reduce(evidence, reductions), sender);
        expect(['dane', 'dane-only']).not.toContain(value?.level);
      }),
      { numRuns: 1_500 },
    );
  });

  it('never makes dane of what is not dane, by whatever DNS does not say', () => {
    fc.assert(
      fc.property(anyEvidence, someReductions(dnsReductions), profiles, (evidence, reductions, sender) => {
        const isDane = ({ value }: ReturnType<typeof advise>) => value?.level === 'dane';
        if (isDane(advise(reduce(evidence, reductions), sender))) expect(isDane(advise(evidence, sender))).toBe(true);
      }),
      { numRuns: 1_500 },
    );
  });

  it('judges nothing as decided that the whole evidence decides otherwise', () => {
    const untested = allReductions.filter(({ name }) => !otherFacts.has(name));
    fc.assert(
      fc.property(anyEvidence, someReductions(untested), anySenders, anyValue, (evidence, reductions, given, value) => {
        const sender = { ...given, mxAddressLimit: 0 };
        const less = judge(value, reduce(evidence, reductions), sender).outcome;
        const whole = judge(value, evidence, sender).outcome;
        expect(possible[less]).toContain(whole);
      }),
      { numRuns: 1_500 },
    );
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

describe('planEntry, for any evidence and entry', () => {
  it('never weakens it, and never drops an attribute', () => {
    fc.assert(
      fc.property(anyEvidence, anyValue, profiles, (evidence, present, sender) => {
        const plan = planEntry(present, advise(evidence, sender), evidence, sender);
        if (plan.kind === 'keep') return;
        const verdict = judge(present, evidence, withDnssec(sender));
        const isOpen = verdict.hosts.some(({ outcome }) => outcome === 'clear' || outcome === 'encrypted');
        // dane that protects nobody is less than it says.
        const inForce: PolicyValue = present.level === 'dane' && isOpen ? { ...present, level: 'encrypt' } : present;
        expect(['stronger', 'equal']).toContain(compareStrength(plan.value, inForce, sender, evidence.domain));
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
      }),
      { numRuns: 1_500 },
    );
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
