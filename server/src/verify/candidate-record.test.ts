import { expect, it } from 'vitest';
import { type CandidateRecord, isProven, readRecords, recordRun, writeRecords } from './candidate-record';
import type { VerifyOutcome } from './outcome';

/** The record after runs on these days of a month, each with its outcome. */
function after(
  runs: readonly (readonly [day: number, outcome: VerifyOutcome, line?: string])[],
): CandidateRecord | null {
  return runs.reduce<CandidateRecord | null>((record, [day, outcome, line = 'a.example secure']) => {
    return recordRun(record, line, outcome, new Date(Date.UTC(2026, 0, day)).toISOString());
  }, null);
}

it.each<[runs: Parameters<typeof after>[0], isProven: boolean, counted: number | undefined]>([
  [[], false, undefined],
  // A clock that was a month ahead.
  [
    [
      [1, 'holds'],
      [40, 'holds'],
      [2, 'holds'],
    ],
    false,
    1,
  ],
  [[[1, 'holds']], false, 1],
  [
    [
      [1, 'holds'],
      [14, 'holds'],
    ],
    false,
    2,
  ],
  [
    [
      [1, 'holds'],
      [15, 'holds'],
    ],
    true,
    2,
  ],
  [
    [
      [1, 'holds'],
      [8, 'upgradable'],
      [15, 'holds'],
    ],
    true,
    3,
  ],
  // What could not be tested neither counts nor begins anew.
  [
    [
      [1, 'holds'],
      [8, 'untested'],
      [15, 'holds'],
    ],
    true,
    2,
  ],
  [
    [
      [1, 'holds'],
      [20, 'untested'],
    ],
    false,
    1,
  ],
  [
    [
      [1, 'holds'],
      [8, 'fails'],
      [15, 'holds'],
    ],
    false,
    1,
  ],
  [
    [
      [1, 'holds'],
      [8, 'weaker'],
      [15, 'holds'],
      [29, 'holds'],
    ],
    true,
    2,
  ],
  [
    [
      [1, 'holds'],
      [15, 'holds'],
      [16, 'fails'],
    ],
    false,
    undefined,
  ],
  // Another line is another candidate.
  [
    [
      [1, 'holds', 'a.example dane'],
      [15, 'holds'],
    ],
    false,
    1,
  ],
  // A look that stood for a second run, too.
  [
    [
      [1, 'holds'],
      [1, 'holds'],
      [1, 'holds'],
    ],
    false,
    1,
  ],
])('after %j it is proven: %s', (runs, proven, counted) => {
  const record = after(runs);
  expect(isProven(record, 14)).toBe(proven);
  expect(record?.runs).toBe(counted);
});

it('is read as it was written, and nothing else is', () => {
  const record = after([[1, 'holds']]);
  const records = record === null ? [] : [record];
  expect(readRecords(writeRecords(records))).toEqual(records);
  for (const text of [
    '',
    '{}',
    '[]',
    '{"version":1}',
    '{"version":1,"candidates":[{}]}',
    '{"version":2,"candidates":[]}',
  ]) {
    expect(readRecords(text)).toBeNull();
  }
});
