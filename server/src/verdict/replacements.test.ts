import { describe, expect, it } from 'vitest';
import { formatPolicyValue } from '../policy/entry';
import { advise } from './advise';
import { planReplacement } from './plan';
import { choiceOf, replacementsOf } from './replacements';
import { anySender, dnssecSender, type Sender } from './sender';
import { buildEvidence, type EvidenceSpec, type HostSpec } from './testing/build-evidence';
import { one, secure, selfSigned } from './testing/judge-table';
import { valueOf } from './testing/values';

const matching: HostSpec = { dns: 'secure', tlsa: ['3 1 1'] };
const provider: HostSpec = { name: 'mx.provider.example' };
const mismatching: EvidenceSpec = secure({ ...matching, addresses: [{ match: 'not-matched' }] });
const atProvider: EvidenceSpec = one(provider);

/** What stands, the evidence, and what may replace it. `no entry` is a bare domain. */
type Row = readonly [existing: string, seen: EvidenceSpec, sender: Sender, replacements: readonly string[]];

const rows: readonly Row[] = [
  ['no entry', secure({}), dnssecSender, ['dane', 'dane-only', 'secure']],
  ['may', secure({}), dnssecSender, ['dane', 'dane-only', 'secure']],
  ['dane', secure({}), dnssecSender, ['dane-only', 'secure']],
  ['dane', secure({ addresses: [selfSigned] }), dnssecSender, ['dane-only']],
  // dane would be weaker, and secure is another protection.
  ['dane-only', secure({}), dnssecSender, ['secure']],
  ['secure', secure({}), dnssecSender, ['dane', 'dane-only']],
  ['secure match=a.example', secure({}), dnssecSender, ['dane', 'dane-only']],
  [
    'dane protocols=>=TLSv1.2',
    secure({}),
    dnssecSender,
    ['dane-only protocols=>=TLSv1.2', 'secure protocols=>=TLSv1.2'],
  ],
  // What cannot stay beside DANE is not dropped.
  ['verify tafile=/etc/ta.pem', secure({}), dnssecSender, []],
  // dane protects less for those without DNSSEC lookups; secure protects all.
  ['encrypt', secure({}), anySender, ['secure']],
  ['dane', secure({}), anySender, ['secure']],
  ['secure', secure({}), anySender, []],
  ['may', mismatching, dnssecSender, ['secure']],
  ['dane', mismatching, dnssecSender, ['secure']],
  ['secure', mismatching, dnssecSender, []],
  ['may', one({ addresses: [selfSigned] }), dnssecSender, []],
  ['may', { routing: 'null-mx', hosts: [] }, dnssecSender, []],
];

describe('replacementsOf', () => {
  it.each(rows.map((row) => [`${row[0]} (${row[2].profile}): ${row[3].join(', ')}`, row] as const))(
    '%s',
    (_, [existing, seen, sender, expected]) => {
      const evidence = buildEvidence(seen);
      const advice = advise(evidence, sender);
      const value = valueOf(existing);
      const found = replacementsOf(value, advice, evidence, sender);
      expect(found.map((each) => formatPolicyValue(each.value))).toEqual(expected);
      for (const each of found) {
        expect(each.reasons.length).toBeGreaterThan(0);
        const choice = choiceOf(each.entry, advice);
        const plan = choice && planReplacement(value, choice, evidence, sender);
        expect(plan).toMatchObject({ kind: 'write', value: each.value });
      }
    },
  );

  it('hands on the names from plain DNS of a runner-up, and the comment that tells of them', () => {
    const evidence = buildEvidence(atProvider);
    const advised = advise(evidence, dnssecSender);
    const [replacement] = replacementsOf(valueOf('may'), advised, evidence, dnssecSender);
    expect(replacement?.confirm).toEqual(['mx.provider.example']);
    expect(replacement?.comment).toContain('mx.provider.example');
    // The same candidate as a runner-up: the MTA-STS policy of the domain could not be had.
    const open = buildEvidence({ ...atProvider, mtaSts: 'unfetchable' });
    const advice = advise(open, dnssecSender);
    expect(advice.entry).toBeNull();
    expect(advice.runnersUp.map(({ confirm, comment }) => [confirm, comment?.includes('mx.provider.example')])).toEqual(
      [[['mx.provider.example'], true]],
    );
  });

  it('knows no entry that the advice does not have', () => {
    const evidence = buildEvidence(secure({}));
    const advice = advise(evidence, dnssecSender);
    expect(choiceOf('a.example secure match=evil.example', advice)).toBeNull();
    expect(choiceOf('a.example dane', advice)?.value).toEqual(advice.value);
  });
});
