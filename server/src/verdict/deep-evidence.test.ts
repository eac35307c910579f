import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { weaknesses } from '../probe/deep/findings';
import type { Evidence, WeaknessEvidence } from '../probe/evidence';
import { advise } from './advise';
import { judge } from './judge';
import { anyEvidence, anySenders, anyValue } from './testing/any-evidence';

const anyDeep: fc.Arbitrary<readonly WeaknessEvidence[]> = fc
  .array(fc.constantFrom<WeaknessEvidence['answer'][]>('accepted', 'refused', 'untested'), {
    minLength: weaknesses.length,
    maxLength: weaknesses.length,
  })
  .map((answers) => answers.flatMap((answer, index) => withAnswer(index, answer)));

function withAnswer(index: number, answer: WeaknessEvidence['answer']): readonly WeaknessEvidence[] {
  const weakness = weaknesses[index];
  return weakness === undefined ? [] : [{ weakness, answer, seen: null }];
}

function deepened(evidence: Evidence, deep: readonly WeaknessEvidence[]): Evidence {
  const hosts = evidence.hosts.map((host) => ({
    ...host,
    addresses: host.addresses.map((address) => ({ ...address, deep })),
  }));
  return { ...evidence, hosts };
}

it('no advice and no verdict rests on what a deep probe found', () => {
  fc.assert(
    fc.property(anyEvidence, anySenders, anyValue, anyDeep, (evidence, sender, value, deep) => {
      const more = deepened(evidence, deep);
      expect(advise(more, sender)).toEqual(advise(evidence, sender));
      expect(judge(value, more, sender)).toEqual(judge(value, evidence, sender));
    }),
    { numRuns: 300 },
  );
});
