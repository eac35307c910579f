import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPolicyValue } from '../policy/entry';
import { attributeFacts } from '../postfix/attributes';
import { advise } from './advise';
import { withDnssec } from './candidates';
import { judge } from './judge';
import { choiceOf, replacementsOf } from './replacements';
import { anySender, dnssecSender } from './sender';
import { compareStrength, dnssecKinds } from './strength';
import { anyEvidence, anyValue } from './testing/any-evidence';
import { verifyEntry } from './verify-entry';

const runs = { numRuns: 800 };
const profiles = fc.constantFrom(dnssecSender, anySender);

describe('replacementsOf, for any evidence and entry', () => {
  it('weakens no entry for any kind of sender, and drops no attribute', () => {
    fc.assert(
      fc.property(anyEvidence, anyValue, profiles, (evidence, existing, sender) => {
        for (const { value } of replacementsOf(existing, advise(evidence, sender), evidence, sender)) {
          // dane may be in force as encrypt, at the most, and counts as that then.
          const least = existing.level === 'dane' ? { ...existing, level: 'encrypt' as const } : existing;
          for (const each of dnssecKinds(sender)) {
            const one = { ...each, profile: 'site' as const };
            expect(compareStrength(value, least, one, evidence.domain)).not.toBe('weaker');
          }
          for (const attribute of existing.level === 'none' ? [] : existing.attributes) {
            if (attribute.name === 'match') continue;
            expect(attributeFacts(attribute.name)?.levels).toContain(value.level);
            expect(value.attributes).toContainEqual(attribute);
          }
          expect(formatPolicyValue(value)).not.toBe(formatPolicyValue(existing));
        }
      }),
      runs,
    );
  });

  it('holds mail back at none that it offers, and hands on the names to confirm', () => {
    fc.assert(
      fc.property(anyEvidence, fc.option(anyValue), profiles, (evidence, existing, sender) => {
        const advice = advise(evidence, sender);
        for (const { entry, value, confirm, reasons } of replacementsOf(existing, advice, evidence, sender)) {
          expect(['defers', 'bounces']).not.toContain(judge(value, evidence, withDnssec(sender)).outcome);
          expect(confirm).toEqual(choiceOf(entry, advice)?.confirm);
          expect(reasons.length).toBeGreaterThan(0);
        }
      }),
      runs,
    );
  });
});

describe('verifyEntry, for any evidence and entry', () => {
  it('never says more than judge does for the kinds of sender, and recommends the advised entry only', () => {
    fc.assert(
      fc.property(anyEvidence, anyValue, profiles, (evidence, value, sender) => {
        const advice = advise(evidence, sender);
        const { outcome, delivery, better, waiting } = verifyEntry(value, evidence, advice, sender);
        const outcomes = dnssecKinds(sender).map((each) => judge(value, evidence, each).outcome);
        expect(outcomes).toContain(delivery);
        const promises = !['none', 'may', 'encrypt'].includes(value.level);
        if (outcome === 'holds' && promises) expect(new Set(outcomes)).toEqual(new Set(['authenticated']));
        if (outcome === 'weaker') expect(promises).toBe(true);
        if (outcome !== 'holds') expect(waiting).toEqual([]);
        if (better !== null) expect(better.replacement.entry).toBe(advice.entry);
      }),
      runs,
    );
  });
});
