import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { triedScenarios } from '../agreement/conduct';
import { skip } from '../oracle/machine';
import { runInside } from '../oracle/namespace';
import { type DifferenceId, differenceOf, differences, isOverRead } from './differences';
import { expectedReports } from './expectation';
import { fingerMachine } from './machine';
import { type FingerLevel, type FingerOutput, type FingerRun, levels } from './output';
import { readReport } from './report';

const machine = fingerMachine();
const skipped = skip('the probe against posttls-finger', 'reason' in machine ? machine.reason : null);

describe.skipIf(skipped)('the probe sees what posttls-finger sees', () => {
  let output: FingerOutput;

  beforeAll(async () => {
    if (!('unshare' in machine)) return;
    output = await runInside<FingerOutput>(machine.unshare, '../../finger/inside/main.ts', {});
  });

  const evidenceOf = ({ target }: FingerRun) => output.evidence[target]!;
  const runsAt = (level: FingerLevel): readonly FingerRun[] => output.runs.filter((run) => run.level === level);

  /** Reports of this level that are none of those which the evidence allows at the level asked for. */
  function wrongReports(level: FingerLevel, asked: FingerLevel = level): readonly object[] {
    return runsAt(level)
      .filter((run) => !isOverRead(evidenceOf(run)))
      .flatMap((run) => {
        const seen = readReport(run.text);
        const expected = expectedReports({ level: asked, evidence: evidenceOf(run) });
        const isExpected = expected.some((each) => isDeepStrictEqual(each, seen));
        return isExpected ? [] : [{ target: run.target, seen, expected }];
      });
  }

  it('at every scenario and level, and at each of several hosts', () => {
    expect(runsAt('secure').length).toBeGreaterThan(triedScenarios.length + 50);
    expect(output.runs).toHaveLength(runsAt('secure').length * levels.length);
  });

  it.each(levels)('at level %s: the hosts, the TLSA records and their match, the verdict and the digests', (level) => {
    expect(wrongReports(level)).toEqual([]);
  });

  it.each<[FingerLevel, FingerLevel]>([
    ['none', 'may'],
    ['may', 'secure'],
    ['verify', 'secure'],
    ['secure', 'dane'],
    ['dane', 'dane-only'],
  ])('and would not pass a report of level %s for one of %s', (level, asked) => {
    expect(wrongReports(level, asked).length).toBeGreaterThan(0);
  });

  it('in all ways in which it can end', () => {
    const ends = new Set(output.runs.map(({ text }) => readReport(text).end));
    expect([...ends].sort()).toEqual([
      'Trusted',
      'Untrusted',
      'Verified',
      'ehlo-refused',
      'handshake-failed',
      'lookup-failed',
      'no-greeting',
      'silent',
      'starttls-refused',
    ]);
  });

  describe('and differs from it where it differs from smtp(8)', () => {
    it('by no exit status: it is 0 whatever happens', () => {
      expect(new Set(output.runs.map(({ status }) => status))).toEqual(new Set([0]));
    });

    it('by saying that it could not test where a server breaks the protocol, and posttls-finger reads on', () => {
      const over = output.runs.filter((run) => run.level === 'secure' && isOverRead(evidenceOf(run)));
      expect(over.map(({ target, text }) => [target, readReport(text).end])).toEqual([
        ['conduct-ehlo-mixed', 'Verified'],
        ['conduct-starttls-glued', 'Verified'],
      ]);
    });

    it.each(Object.entries(differences))('%s: %s', (id) => {
      expect(found().get(id as DifferenceId)).toBeGreaterThan(0);
    });

    it('and by nothing else', () => {
      expect([...found().keys()].sort()).toEqual(Object.keys(differences).sort());
    });

    /** How often each difference occurs; the verdict of the product is left out where it is not decided. */
    function found(): ReadonlyMap<string, number> {
      const counts = new Map<string, number>();
      for (const run of output.runs) {
        const evidence = evidenceOf(run);
        if (isOverRead(evidence)) continue;
        const difference = differenceOf(readReport(run.text), { level: run.level, evidence });
        if (difference !== null) counts.set(difference, (counts.get(difference) ?? 0) + 1);
      }
      return counts;
    }
  });
});
