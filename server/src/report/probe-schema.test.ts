import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probeJson, toProbeJson } from './probe-json';
import { anyEvidence } from './testing/any-evidence';
import { samples } from './testing/samples';
import { schemas, spoiled, violations } from './testing/schema';

const { evidence, probe } = schemas;

/** Members that the types make optional. */
const optional =
  /^without .*\/(stopped|cause|greeting|ehlo|helo|startTls|daneTls|deep|securityLevelOk|dane|label|dnssecProblem|tlsRpt|root|resolverView)$/;

describe('the schema of --format json', () => {
  it.each(Object.values(samples).map((sample) => [sample.evidence.nextHop, sample] as const))(
    'fits %s, and nothing less',
    (_, sample) => {
      const told: unknown = JSON.parse(probeJson([sample]));
      expect(violations(probe, told)).toEqual([]);
      for (const { change, value } of spoiled(told)) {
        expect(violations(probe, value).length > 0, change).toBe(!optional.test(change));
      }
    },
  );

  it('holds status and entry together', () => {
    const [found] = Object.values(samples)
      .filter(({ advice }) => advice.status === 'found')
      .map(toProbeJson);
    if (!found) throw new Error('no sample has an entry');
    const withAdvice = (more: object): unknown => [{ ...found, advice: { ...found.advice, ...more } }];
    expect(violations(probe, withAdvice({}))).toEqual([]);
    for (const more of [
      { entry: null },
      { status: 'none' },
      { status: 'untested' },
      { entry: 'two.example dane\nlines.example dane' },
      { entry: 'a.example dane # because' },
      { entry: '# a.example dane' },
      { entry: 'a.example' },
      { comment: 'without a hash' },
    ]) {
      expect(violations(probe, withAdvice(more)), JSON.stringify(more)).not.toEqual([]);
    }
  });
});

describe('the schema of the evidence', () => {
  it('fits everything that the types allow, whatever the network says', () => {
    fc.assert(
      fc.property(anyEvidence, (each) => {
        expect(violations(evidence, JSON.parse(JSON.stringify(each)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
