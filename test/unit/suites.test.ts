import { describe, expect, test } from 'vitest';
import { failuresOf, skipped } from '../suites/suite';
import { countReport } from '../suites/vitest';

type Report = Parameters<typeof countReport>[0];
type Test = Report['testResults'][number]['assertionResults'][number];

const oneTest = (status: Test['status'], group = 'group'): Test => ({
  fullName: `${group} does it`,
  ancestorTitles: [group],
  status,
});
const oneFile = (tests: readonly Test[], status: 'passed' | 'failed' = 'passed'): Report => ({
  testResults: [{ name: 'some.test.ts', status, message: 'broken', assertionResults: tests }],
});

describe('what a run of Vitest comes to', () => {
  test.each<[string, Report, number, [passed: number, failed: number]]>([
    ['all passed', oneFile([oneTest('passed'), oneTest('passed')]), 0, [2, 0]],
    ['one failed', oneFile([oneTest('passed'), oneTest('failed')], 'failed'), 1, [1, 1]],
    ['a file that does not load is a failure', oneFile([], 'failed'), 1, [0, 1]],
    ['so is a run that fails without a failed test', oneFile([oneTest('passed')]), 1, [1, 1]],
    ['so is a run without any file', { testResults: [] }, 1, [0, 1]],
  ])('%s', (_, report, code, [passed, failed]) => {
    expect(countReport(report, code)).toMatchObject({ passed, failed, skipped: [] });
  });

  test('each failure has a line, for the end of the output', () => {
    const failing = { ...oneTest('failed'), failureMessages: ['Error: too late\n    at some.test.ts'] };
    const files = [
      ...oneFile([oneTest('passed'), failing], 'failed').testResults,
      ...oneFile([], 'failed').testResults,
    ];
    const lines = countReport({ testResults: files }, 1).failures?.map((line) => line.replace(/^.*some/, 'some'));
    expect(lines).toEqual(['some.test.ts: group does it: Error: too late', 'some.test.ts: broken']);
  });

  test('what was left out is named once for each group', () => {
    const tests = [oneTest('skipped', 'no delv'), oneTest('pending', 'no delv'), oneTest('todo', 'later')];
    const { skipped: left } = countReport(oneFile(tests), 0);
    expect(left.map((title) => title.replace(/^.*some\.test\.ts: /, ''))).toEqual(['no delv (2 tests)', 'later']);
  });
});

test.each([
  [false, 0],
  [true, 1],
])('a suite that can not run counts as failed only where everything has to run: %s', (requireAll, failures) => {
  expect(failuresOf(skipped('no Chromium'), requireAll)).toBe(failures);
});
