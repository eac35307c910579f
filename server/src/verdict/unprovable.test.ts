import { describe, expect, it } from 'vitest';
import type { Evidence } from '../probe/evidence';
import { advise } from './advise';
import { judge } from './judge';
import { anySender, dnssecSender } from './sender';
import { buildEvidence, type EvidenceSpec } from './testing/build-evidence';
import { secure } from './testing/judge-table';
import { valueOf } from './testing/values';
import { verifyEntry } from './verify-entry';

const dnssecProblem = { id: 'dnssec-bogus', text: 'no trust anchor of . belongs to one of its keys' } as const;

/** The same as it looks where nothing validates: the anchors or the clock of this machine are wrong, or its resolver lies. */
function fromHere(spec: EvidenceSpec): Evidence {
  const seen = buildEvidence(spec);
  return { ...seen, vantage: { ...seen.vantage, dnssecProblem } };
}

const cases: readonly (readonly [string, EvidenceSpec])[] = [
  ['MX records', { mx: 'bogus', hosts: [] }],
  ['addresses', secure({ dns: 'bogus', addresses: [] })],
  ['TLSA records', secure({ tlsa: 'bogus' })],
];

describe('where DNSSEC can not be proven from here at all', () => {
  it.each(cases)('%s that do not validate are not held against the domain', (_what, spec) => {
    expect(advise(buildEvidence(spec), dnssecSender).status).toBe('none');
    for (const sender of [dnssecSender, anySender]) {
      const { status, reasons } = advise(fromHere(spec), sender);
      expect({ status, ids: reasons.map(({ id }) => id).slice(0, 1) }).toEqual({
        status: 'untested',
        ids: ['dns-failed'],
      });
    }
  });

  it.each(cases)('%s that do not validate decide no verdict on dane', (_what, spec) => {
    const dane = valueOf('dane')!;
    expect(judge(dane, buildEvidence(spec), dnssecSender).outcome).toBe('defers');
    const evidence = fromHere(spec);
    expect(judge(dane, evidence, dnssecSender).outcome).toBe('unknown');
    expect(verifyEntry(dane, evidence, advise(evidence, dnssecSender), dnssecSender).outcome).toBe('untested');
  });

  it('what an anchor of its own proves stays proven', () => {
    const evidence = fromHere(secure({}));
    expect(advise(evidence, dnssecSender).entry).toBe('a.example dane');
    expect(advise(evidence, dnssecSender)).toEqual(advise(buildEvidence(secure({})), dnssecSender));
  });
});
