import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import { parsePolicyValue } from '../policy/value';
import { withDnssec } from './candidates';
import {
  adviseForSamples,
  planForSamples,
  planReplacementForSamples,
  replacementsForSamples,
  verifyForSamples,
} from './for-samples';
import { judge } from './judge';
import { choiceOf } from './replacements';
import { anySender, dnssecSender, type Sender } from './sender';
import { anyEvidence, anySenders } from './testing/any-evidence';
import { buildEvidence, type EvidenceSpec } from './testing/build-evidence';

const provider = { hosts: [{ name: 'mx.provider.example' }] };
const other = { hosts: [{ name: 'mx.other.example' }] };
const own = (nextHop: string): EvidenceSpec => ({ hosts: [{ name: `mx.${nextHop}` }] });
const signed = (nextHop: string): EvidenceSpec => signedAt(`mx.${nextHop}`);
const signedAt = (host: string): EvidenceSpec => ({
  mx: 'secure',
  hosts: [{ name: host, dns: 'secure', tlsa: ['3 1 1'] }],
});
const signedWithoutCa = (nextHop: string): EvidenceSpec => ({
  mx: 'secure',
  hosts: [
    { name: `mx.${nextHop}`, dns: 'secure', tlsa: ['3 1 1'], addresses: [{ chain: 'DEPTH_ZERO_SELF_SIGNED_CERT' }] },
  ],
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

  it.each<[string, Sender, readonly EvidenceSpec[], string, readonly string[]]>([
    ['each stands at all', dnssecSender, [signed(a), signed(b)], 'dane', ['dane-only', 'secure']],
    ['one has no DANE', dnssecSender, [signed(a), own(b)], 'secure', []],
    [
      'only together the names fit',
      dnssecSender,
      [signed(a), signedAt('mx.provider.example')],
      'dane',
      ['dane-only', 'secure match=nexthop:dot-nexthop:mx.provider.example'],
    ],
    // A host that fails its own chain would keep mail back.
    ['one fails at a sample', dnssecSender, [signed(a), signedWithoutCa(b)], 'dane', ['dane-only']],
    ['dane protects only some of the senders', anySender, [signed(a), signed(b)], 'secure', ['dane']],
    [
      'dane protects only some, and names are needed for the others',
      anySender,
      [signed(a), signedAt('mx.provider.example')],
      'secure match=nexthop:dot-nexthop:mx.provider.example',
      ['dane'],
    ],
  ])('has runners-up that stand at all, too: %s', (_, sender, specs, advised, runnersUp) => {
    const all = samples(...specs);
    const advice = adviseForSamples('.parent.example', all, sender);
    expect([advice.entry, ...advice.runnersUp.map(({ entry }) => entry)]).toEqual(
      [advised, ...runnersUp].map((each) => `.parent.example ${each}`),
    );
    for (const { reasons } of advice.runnersUp) {
      expect(reasons[0]).toMatchObject({
        id: 'samples-judged',
        text: expect.stringContaining(`${a} and ${b}`) as string,
      });
      expect(reasons.length).toBeGreaterThan(1);
    }
  });

  it('has no runner-up below the level that is wanted at least', () => {
    const all = samples(signed(a), signedAt('mx.provider.example'));
    const { runnersUp } = adviseForSamples('.parent.example', all, dnssecSender, { minimumLevel: 'dane' });
    expect(runnersUp.map(({ value: { level } }) => level)).toEqual(['dane-only']);
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
    const all = samples(signedWithoutCa(a), own(b));
    const { status, reasons } = adviseForSamples('.parent.example', all, dnssecSender);
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
      for (const entry of [advice.value, ...advice.runnersUp.map((runnerUp) => runnerUp.value)]) {
        expect(formatPolicyValue(entry)).not.toMatch(/match=\S*hostname/);
        const judged = entry.level === 'secure' ? sender : withDnssec(sender);
        for (const evidence of seen) expect(judge(entry, evidence, judged).outcome).toBe('authenticated');
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

  it.each<[string, readonly EvidenceSpec[], readonly string[]]>([
    ['may', [signed(a), signed(b)], ['dane', 'dane-only', 'secure']],
    [
      'dane protocols=>=TLSv1.2',
      [signed(a), signed(b)],
      ['dane-only protocols=>=TLSv1.2', 'secure protocols=>=TLSv1.2'],
    ],
    // dane is another protection, chosen by hand.
    ['secure', [signed(a), signed(b)], ['dane', 'dane-only']],
    // At the first sample the names of both would accept more.
    ['secure match=mx.provider.example', [signedAt('mx.provider.example'), signed(b)], ['dane', 'dane-only']],
    // What can't stay beside it is not dropped for any of them.
    ['secure tafile=/etc/postfix/ta.pem', [signed(a), signed(b)], []],
    ['encrypt', [signed(a), selfSigned], []],
  ])('%s may be replaced by hand by what is no weaker at any of them: %#', (existing, specs, offered) => {
    const all = samples(...specs);
    const advice = adviseForSamples('.parent.example', all, dnssecSender);
    const found = replacementsForSamples(value(existing), advice, all, dnssecSender);
    expect(found.map((each) => formatPolicyValue(each.value))).toEqual(offered);
    for (const each of found) {
      const choice = choiceOf(each.entry, advice)!;
      expect(planReplacementForSamples(value(existing), choice, all, dnssecSender)).toMatchObject({
        kind: 'write',
        value: each.value,
      });
    }
  });

  it.each<[string, readonly EvidenceSpec[], string]>([
    ['secure', [own(a), own(b)], 'holds'],
    ['secure', [own(a), provider], 'deferred'],
    ['dane', [signed(a), own(b)], 'weaker'],
    ['secure', [own(a), silent], 'untested'],
    ['encrypt', [own(a), selfSigned], 'holds'],
  ])('%s is worth what it is worth where it is worth least: %#', (existing, specs, outcome) => {
    const verification = verifyForSamples('.parent.example', value(existing), samples(...specs), dnssecSender);
    expect(verification.outcome).toBe(outcome);
    expect(verification.reasons.map(({ id }) => id)).toContain('samples-judged');
  });

  it.each<[string, readonly EvidenceSpec[], string | null]>([
    ['may', [signed(a), signed(b)], 'stronger: .parent.example dane'],
    ['dane', [signed(a), signed(b)], null],
    // It fails at one of them, and what holds at both is another protection.
    ['secure match=mx.former.example', [own(a), own(b)], 'advised: .parent.example secure'],
    // What would be better at the first does not hold at the second.
    ['encrypt', [signed(a), selfSigned], null],
    ['secure', [own(a), silent], null],
  ])('%s could be what holds at all of them: %#', (existing, specs, expected) => {
    const { better } = verifyForSamples('.parent.example', value(existing), samples(...specs), dnssecSender);
    expect(better && `${better.kind}: ${better.replacement.entry}`).toBe(expected);
  });

  it('is judged for all kinds of sender', () => {
    expect(verifyForSamples('.parent.example', value('dane'), samples(signed(a), signed(b)), anySender).outcome).toBe(
      'weaker',
    );
  });
});
