import { describe, expect, it } from 'vitest';
import { staleNote } from './stale';
import { emptyState, type InstalledList, listInForce, readState, writeState } from './state';

const origin = {
  kind: 'git',
  url: 'https://git.example/list',
  ref: 'refs/heads/main',
  path: 'tls_policy',
  commit: 'c1',
  committedAt: '2026-01-10T00:00:00.000Z',
} as const;
const list = (digest: string): InstalledList => ({
  digest,
  origin,
  installedAt: '2026-01-11T00:00:00.000Z',
  confirmedAt: '2026-01-20T00:00:00.000Z',
});

describe('the state', () => {
  it.each([
    [emptyState],
    [{ version: 1, installed: list('a'), pending: null } as const],
    [{ version: 1, installed: { ...list('a'), origin: { kind: 'file', path: '/x' } }, pending: list('b') } as const],
  ])('is read as it was written', (state) => {
    expect(readState(writeState(state))).toEqual(state);
  });

  it.each([
    '',
    'null',
    '{}',
    '{"version":2}',
    '{"version":1,"installed":{}}',
    '[1]',
    '{"version":1,"pending":{"digest":1}}',
  ])('is not read from %j', (text) => expect(readState(text)).toBeNull());

  it('knows the list in force by what lies there, also after a run that was killed', () => {
    const state = { version: 1, installed: list('a'), pending: list('b') } as const;
    expect(['a', 'b', 'c', null].map((digest) => listInForce(state, digest)?.digest)).toEqual([
      'a',
      'b',
      undefined,
      undefined,
    ]);
  });
});

describe('a list is called stale', () => {
  const day = 86_400_000;
  it.each<[now: string, maxAge: number, isConfirmed: boolean, note: RegExp | null]>([
    ['2026-01-21', 30 * day, true, null],
    ['2026-01-21', 30 * day, false, null],
    ['2026-02-21', 30 * day, true, /last commit is of 2026-01-10/],
    ['2026-02-21', 30 * day, false, /nothing was taken from its source since 2026-01-20/],
    ['2026-01-21', 5 * day, true, /last commit/],
    // The clock of the committer, or that of an earlier run, was ahead.
    ['2025-11-21', 30 * day, true, /last commit is of 2026-01-10/],
    ['2025-11-21', 30 * day, false, /nothing was taken/],
    ['2026-01-09', 30 * day, true, null],
  ])('on %s after %d ms, confirmed: %s', (now, maxAge, isConfirmed, note) => {
    const told = staleNote(list('a'), new Date(now), maxAge, isConfirmed);
    if (note === null) expect(told).toBeNull();
    else expect(told).toMatch(note);
  });
});
