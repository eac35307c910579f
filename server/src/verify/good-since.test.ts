import { describe, expect, it } from 'vitest';
import { hasHeldFor, withGoodSince } from './good-since';
import type { VerifyOutcome } from './outcome';
import type { ToldEntry } from './told-entry';

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const told = (outcome: VerifyOutcome, day: number, judged = 'secure', key = '# candidate a.example'): ToldEntry => ({
  ...{ key, occurrence: 0, judged, outcome, words: '', details: [], expected: '', actual: '', better: null },
  ...{ nextHops: [], seenAt: outcome === 'untested' ? null : at(day), verifiedAt: at(day) },
});
const after = (...runs: readonly ToldEntry[]) =>
  runs.reduce<ToldEntry | undefined>((before, run) => withGoodSince(run, before), undefined)?.goodSince ?? null;

describe('for how long a candidate has held', () => {
  it.each<[string, readonly ToldEntry[], string | null]>([
    ['the first good run counts', [told('holds', 1), told('upgradable', 9)], at(1)],
    ['what could not be tested changes nothing', [told('holds', 1), told('untested', 2), told('holds', 3)], at(1)],
    ['nothing was tested yet', [told('untested', 1)], null],
    ['a failure begins anew', [told('holds', 1), told('fails', 2), told('holds', 3)], at(3)],
    ['and so does less protection', [told('holds', 1), told('weaker', 2)], null],
    ['and another value', [told('holds', 1), told('holds', 2, 'dane')], at(2)],
    ['an entry that is in force has no such time', [told('holds', 1, 'secure', 'a.example')], null],
  ])('%s', (_what, runs, since) => {
    expect(after(...runs)).toBe(since);
  });
});

it.each<[string | undefined, string | null, 'holds' | 'upgradable' | 'fails', number, boolean]>([
  ['2026-01-01T00:00:00.000Z', '2026-01-15T00:00:00.000Z', 'holds', 14, true],
  ['2026-01-01T00:00:00.000Z', '2026-01-14T23:00:00.000Z', 'holds', 14, false],
  ['2026-01-01T00:00:00.000Z', '2026-01-15T00:00:00.000Z', 'upgradable', 14, true],
  ['2026-01-01T00:00:00.000Z', '2026-01-15T00:00:00.000Z', 'fails', 14, false],
  ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 'holds', 0, false],
  ['2026-01-01T00:00:00.000Z', '2026-01-01T00:01:00.000Z', 'holds', 0, true],
  [undefined, '2026-01-15T00:00:00.000Z', 'holds', 0, false],
  ['2026-01-01T00:00:00.000Z', null, 'holds', 0, false],
])('from %s to %s, when it %s, for %i days: %s', (goodSince, seenAt, outcome, days, expected) => {
  expect(hasHeldFor(days, { ...(goodSince === undefined ? {} : { goodSince }), seenAt, outcome })).toBe(expected);
});
