import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import { parsePolicyValue } from '../policy/value';
import { attributeFacts } from '../postfix/attributes';
import type { ProbedNextHop } from '../report/probe-result';
import { dane, daneWithPublicCertificate, dead, hosted, mismatch } from '../report/testing/samples';
import { type EntryPlan, planEntry } from './plan';
import { planReasonIds } from './plan-reasons';
import { anySender, dnssecSender, type Sender } from './sender';
import { compareStrength } from './strength';

const hostedValue = 'secure match=mx1.provider.example:mx2.provider.example';

function value(text: string): PolicyValue {
  const parsed = parsePolicyValue(text).meant;
  if (parsed === null) throw new Error(`there is no level in "${text}"`);
  return parsed;
}

function plan(existing: string | null, { evidence, advice }: ProbedNextHop, sender: Sender = dnssecSender): EntryPlan {
  return planEntry(existing === null ? null : value(existing), advice, evidence, sender);
}

/** What is written, or the id of the reason why not. */
function told(made: EntryPlan): string {
  return made.kind === 'write' ? formatPolicyValue(made.value) : made.reason.id;
}

describe('planEntry for mail at a provider, names from plain DNS', () => {
  it('writes the advised entry for a bare domain, with its comment and the names to confirm', () => {
    expect(plan(null, hosted)).toEqual({
      kind: 'write',
      value: hosted.advice.value,
      comment: hosted.advice.comment,
      confirm: hosted.advice.confirm,
    });
  });

  it.each([
    ['none', hostedValue],
    ['may', hostedValue],
    ['encrypt', hostedValue],
    ['verify', hostedValue],
    ['secure match=hostname', hostedValue],
    ['secure match=mx1.provider.example:hostname', hostedValue],
    // The same names at another level, and fewer names than before.
    ['verify match=mx2.provider.example:mx1.provider.example', hostedValue],
    ['secure match=.provider.example', hostedValue],
    ['encrypt protocols=>=TLSv1.2 ciphers=high', `${hostedValue} protocols=>=TLSv1.2 ciphers=high`],
    ['may servername=hostname connection_reuse=yes', `${hostedValue} servername=hostname connection_reuse=yes`],
    // Without a secure MX set dane authenticates nothing, though an address of mx2 was not reached.
    ['dane', hostedValue],
    ['dane protocols=>=TLSv1.2', `${hostedValue} protocols=>=TLSv1.2`],
    [hostedValue, 'entry-equal'],
    ['secure match=mx2.provider.example match=MX1.provider.example', 'entry-equal'],
    [`${hostedValue} protocols=>=TLSv1.3`, 'entry-equal'],
    ['secure match=mx1.provider.example', 'entry-stronger'],
    ['secure', 'entry-different-unproven'],
    ['secure match=mx.former-provider.example', 'entry-different-unproven'],
    ['dane-only', 'entry-different-unproven'],
    [`fingerprint match=${'5e'.repeat(32)}`, 'entry-different'],
    [`fingerprint match=${'00'.repeat(32)}`, 'entry-different-unproven'],
    ['verify tafile=/etc/postfix/ca.pem', 'entry-attribute-unproven'],
  ])('%s: %s', (existing, expected) => {
    for (const sender of [dnssecSender, anySender]) expect(told(plan(existing, hosted, sender))).toBe(expected);
  });

  it('keeps attributes that Postfix ignored at level none', () => {
    const none: PolicyValue = { level: 'none', attributes: [{ name: 'exclude', value: 'RC4' }] };
    expect(told(planEntry(none, hosted.advice, hosted.evidence, dnssecSender))).toBe(`${hostedValue} exclude=RC4`);
  });

  it('says what would wait, and what to write by hand', () => {
    const made = plan('secure match=mx.former-provider.example', hosted);
    if (made.kind !== 'keep') throw new Error('written');
    expect(made.reason.text).toContain('mx1.provider.example[192.0.2.1]: 4.7.5 Server certificate not verified');
    expect(made.reason.text).toContain(`"${hostedValue}"`);
  });
});

describe('planEntry where DANE holds', () => {
  it.each([
    ['may', 'dane', 'dane'],
    ['none', 'dane', 'dane'],
    // Consumers without DNSSEC lookups would lose what they have.
    ['encrypt', 'dane', 'entry-partly-stronger'],
    ['verify', 'dane', 'entry-different-unproven'],
    ['secure match=hostname', 'dane', 'entry-different-unproven'],
    ['encrypt protocols=>=TLSv1.2 ciphers=high', 'dane protocols=>=TLSv1.2 ciphers=high', 'entry-partly-stronger'],
    ['dane', 'entry-equal', 'entry-equal'],
    ['dane servername=mx.dane-ee.example', 'entry-equal', 'entry-equal'],
    ['dane-only', 'entry-stronger', 'entry-stronger-unproven'],
    ['secure', 'entry-different-unproven', 'entry-different-unproven'],
    ['verify tafile=/etc/postfix/ca.pem', 'entry-attribute-lost', 'entry-different-unproven'],
  ])('%s: %s, at profile any %s', (existing, atDnssec, atAny) => {
    expect(told(plan(existing, dane))).toBe(atDnssec);
    expect(told(plan(existing, dane, anySender))).toBe(atAny);
  });

  it('does not replace a secure entry that holds, nor secure by dane', () => {
    expect(told(plan('secure', daneWithPublicCertificate))).toBe('entry-different');
    const { evidence, advice } = daneWithPublicCertificate;
    const secure = { ...advice, value: value('secure'), entry: 'dane-pkix.example secure' };
    expect(told(plan('dane', { evidence, advice: secure }))).toBe('entry-different');
    // At profile any it protects the consumers with DNSSEC.
    expect(told(plan('dane', { evidence, advice: secure }, anySender))).toBe('entry-partly-held');
  });
});

describe('planEntry without advice', () => {
  it.each([dead, mismatch])('keeps whatever is there, for the first reason of the advice', (sample) => {
    for (const existing of [null, 'none', 'secure']) {
      expect(plan(existing, sample)).toEqual({ kind: 'keep', reason: sample.advice.reasons[0] });
    }
  });
});

describe('planEntry for any entry', () => {
  const match = fc
    .subarray(['nexthop', 'dot-nexthop', 'hostname', 'mx1.provider.example', '.provider.example', 'b.example'], {
      minLength: 1,
    })
    .map((names) => `match=${names.join(':')}`);
  const attribute = fc.constantFrom('protocols=>=TLSv1.2', 'ciphers=high', 'exclude=RC4', 'servername=hostname');
  const existing: fc.Arbitrary<PolicyValue> = fc
    .tuple(
      fc.constantFrom('none', 'may', 'encrypt', 'verify', 'secure', 'dane', 'dane-only'),
      match,
      fc.boolean(),
      fc.option(fc.constant('tafile=/etc/postfix/ca.pem')),
      fc.uniqueArray(attribute, { maxLength: 3 }),
    )
    .map(([level, names, hasMatch, tafile, others]) => {
      const isPkix = level === 'verify' || level === 'secure';
      const own = isPkix ? [...(hasMatch ? [names] : []), ...(tafile === null ? [] : [tafile])] : [];
      return parsePolicyValue([level, ...own, ...others].join(' ')).meant;
    })
    .filter((parsed) => parsed !== null);

  it('never weakens it nor drops an attribute', () => {
    const samples = fc.constantFrom(hosted, dane, daneWithPublicCertificate);
    fc.assert(
      fc.property(existing, samples, fc.constantFrom(dnssecSender, anySender), (present, sample, sender) => {
        const { evidence, advice } = sample;
        const made = planEntry(present, advice, evidence, sender);
        if (made.kind === 'keep') {
          expect(planReasonIds).toContain(made.reason.id);
          return;
        }
        expect(made.confirm).toEqual(advice.confirm);
        expect(made.value.level).toBe(advice.value?.level);
        // Where dane acts as may it is no more than that.
        const inForce: PolicyValue =
          present.level === 'dane' && sample === hosted ? { ...present, level: 'encrypt' } : present;
        expect(['stronger', 'equal']).toContain(compareStrength(made.value, inForce, sender, evidence.domain));
        for (const { name, value: text } of present.attributes) {
          if (name === 'match') continue;
          expect(attributeFacts(name)?.levels).toContain(made.value.level);
          expect(made.value.attributes).toContainEqual({ name, value: text });
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
