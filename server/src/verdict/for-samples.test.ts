import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import { parsePolicyValue } from '../policy/value';
import { withDnssec } from './candidates';
import { adviseForSamples, planForSamples, verifyForSamples } from './for-samples';
import { judge } from './judge';
import { anySender, dnssecSender } from './sender';
import { anyEvidence, anySenders } from './testing/any-evidence';
import { buildEvidence, type EvidenceSpec } from './testing/build-evidence';

const provider = { hosts: [{ name: 'mx.provider.example' }] };
const other = { hosts: [{ name: 'mx.other.example' }] };
const own = (nextHop: string): EvidenceSpec => ({ hosts: [{ name: `mx.${nextHop}` }] });
const signed = (nextHop: string): EvidenceSpec => ({
  mx: 'secure',
  hosts: [{ name: `mx.${nextHop}`, dns: 'secure', tlsa: ['3 1 1'] }],
});
const selfSigned = { hosts: [{ addresses: [{ chain: 'DEPTH_ZERO_SELF_SIGNED_CERT' as const }] }] };
const silent = { hosts: [{ addresses: [{ outcome: 'untested' as const }] }] };
const many = (suffix: string): EvidenceSpec => ({
  hosts: [1, 2, 3].map((number) => ({ name: `mx${number}${suffix}` })),
});

function samples(...specs: readonly EvidenceSpec[]) {
  const [first, ...rest] = specs.map((spec, index) => buildEvidence({ nextHop: nextHops[index]!, ...spec }));
  return [first!, ...rest] as const;
}

const nextHops = ['a.parent.example', 'b.parent.example'];
const [a, b] = nextHops as [string, string];
const value = (text: string): PolicyValue => parsePolicyValue(text).value!;

describe('the entry of a key that stands for many domains', () => {
  it.each<[string, readonly EvidenceSpec[], string | null]>([
    ['is the one that stands at each', [signed(a), signed(b)], 'dane'],
    ['is the one for each domain itself', [own(a), own(b)], 'secure'],
    ['is the strongest that stands at each', [signed(a), own(b)], 'secure'],
    ['has the host that all share', [provider, provider], 'secure match=mx.provider.example'],
    ['has the hosts of all', [provider, other], 'secure match=mx.provider.example:mx.other.example'],
    [
      'has what a domain itself and the host of another need',
      [own(a), provider],
      'secure match=nexthop:dot-nexthop:mx.provider.example',
    ],
    [
      'has suffixes in the place of many hosts',
      [many('.in.provider.example'), many('.in.other.example')],
      'secure match=.in.provider.example:.in.other.example',
    ],
    ['is none where one has none', [own(a), selfSigned], null],
  ])('%s', (_, specs, advised) => {
    const all = samples(...specs);
    const advice = adviseForSamples('.parent.example', all, dnssecSender);
    expect(advice.entry).toBe(advised === null ? null : `.parent.example ${advised}`);
    expect(advice.status).toBe(advised === null ? 'none' : 'found');
    if (advice.value === null) return;
    expect(advice.reasons[0]?.id).toBe('samples-judged');
    for (const evidence of all) expect(judge(advice.value, evidence, dnssecSender).outcome).toBe('authenticated');
  });

  it('never has a name that the MX record chooses, even where the sender expects one', () => {
    const sender = { ...dnssecSender, secureCertMatch: ['nexthop', 'hostname'] };
    const byAnotherName = {
      hosts: [{ name: 'mx.provider.example', addresses: [{ names: ['mail.provider.example'] }] }],
    };
    const { entry } = adviseForSamples('.parent.example', samples(other, byAnotherName), sender);
    expect(entry).toBe('.parent.example secure match=mx.other.example:.provider.example');
  });

  it('tells each name that only plain DNS gave, and writes it into the comment', () => {
    const { confirm, comment } = adviseForSamples('.parent.example', samples(provider, other), dnssecSender);
    expect(confirm).toEqual(['mx.provider.example', 'mx.other.example']);
    expect(comment).toMatch(
      /^# tls-policy-probe: .*, names from plain DNS: mx\.provider\.example, mx\.other\.example$/,
    );
  });

  it('is unknown where a sample could not be tested, and the others prove nothing against it', () => {
    const { status, reasons } = adviseForSamples('.parent.example', samples(own(a), silent), dnssecSender);
    expect({ status, ids: reasons.map(({ id }) => id) }).toEqual({
      status: 'untested',
      ids: ['sample-without-entry'],
    });
    expect(reasons[0]?.text).toContain(b);
  });

  it('is none where no entry fits all, although each has one', () => {
    const dane = (nextHop: string): EvidenceSpec => ({
      mx: 'secure',
      hosts: [
        {
          name: `mx.${nextHop}`,
          dns: 'secure',
          tlsa: ['3 1 1'],
          addresses: [{ chain: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
        },
      ],
    });
    const { status, reasons } = adviseForSamples('.parent.example', samples(dane(a), own(b)), dnssecSender);
    expect({ status, ids: reasons.map(({ id }) => id) }).toEqual({ status: 'none', ids: ['samples-differ'] });
  });
});

it('delivers authenticated at each sample, and lets no MX record choose the name, for any evidence and sender', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(anyEvidence, { minLength: 1, maxLength: 3 }), anySenders, (seen, sender) => {
      const advice = adviseForSamples('.parent.example', seen, sender);
      if (advice.value === null) return;
      found += 1;
      expect(formatPolicyValue(advice.value)).not.toMatch(/match=\S*hostname/);
      for (const evidence of seen) {
        const judged = advice.value.level === 'secure' ? sender : withDnssec(sender);
        expect(judge(advice.value, evidence, judged).outcome).toBe('authenticated');
      }
    }),
    { numRuns: 400 },
  );
  expect(found).toBeGreaterThan(10);
});

describe('an existing entry', () => {
  it.each<[string, readonly EvidenceSpec[], string | null]>([
    ['may', [own(a), own(b)], 'secure'],
    ['may protocols=>=TLSv1.2', [own(a), own(b)], 'secure protocols=>=TLSv1.2'],
    ['secure', [own(a), own(b)], null],
    // It demands more at the first sample than what both need together.
    ['secure', [own(a), provider], null],
    ['secure match=mx.provider.example', [provider, other], null],
    ['encrypt', [own(a), selfSigned], null],
  ])('%s at %j becomes %s', (existing, specs, written) => {
    const all = samples(...specs);
    const advice = adviseForSamples('.parent.example', all, dnssecSender);
    const plan = planForSamples(value(existing), advice, all, dnssecSender);
    expect(plan.kind === 'write' ? formatPolicyValue(plan.value) : null).toBe(written);
  });

  it.each<[string, readonly EvidenceSpec[], string]>([
    ['secure', [own(a), own(b)], 'holds'],
    ['secure', [own(a), provider], 'deferred'],
    ['dane', [signed(a), own(b)], 'weaker'],
    ['secure', [own(a), silent], 'untested'],
    ['encrypt', [own(a), selfSigned], 'holds'],
  ])('%s is worth what it is worth where it is worth least: %#', (existing, specs, outcome) => {
    const verification = verifyForSamples(value(existing), samples(...specs), dnssecSender);
    expect(verification.outcome).toBe(outcome);
    expect(verification.reasons.map(({ id }) => id)).toContain('samples-judged');
  });

  it('is judged for all kinds of sender', () => {
    expect(verifyForSamples(value('dane'), samples(signed(a), signed(b)), anySender).outcome).toBe('weaker');
  });
});
