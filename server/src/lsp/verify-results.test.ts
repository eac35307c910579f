import { describe, expect, it } from 'vitest';
import type { ToldEntry } from '../verify/told-entry';
import { createVerifyResults, type ResultFiles } from './verify-results';

const uri = 'file:///etc/postfix/tls_policy';
const told: ToldEntry = {
  key: 'a.example',
  occurrence: 0,
  judged: 'dnssec : secure',
  outcome: 'fails',
  words: 'fails: mail is deferred',
  details: ['4.7.5 Server certificate not verified'],
  expected: 'a.example secure',
  actual: 'fails',
  better: null,
  nextHops: ['a.example'],
  seenAt: '2026-01-01T00:00:00.000Z',
  verifiedAt: '2026-01-01T00:00:01.000Z',
};

function memoryFiles(kept: Map<string, string>): ResultFiles {
  return {
    read: (name) => Promise.resolve(kept.get(name) ?? null),
    write: (name, text) => {
      kept.set(name, text);
      return Promise.resolve();
    },
  };
}

describe('the results of tables', () => {
  it('are there again in another session, each under its URI', async () => {
    const kept = new Map<string, string>();
    const problems: unknown[] = [];
    const session = () => createVerifyResults(() => Promise.resolve(memoryFiles(kept)), problems.push.bind(problems));
    const first = session();
    await first.put(uri, [told]);
    await first.put(uri, [{ ...told, occurrence: 1 }]);
    await first.put(uri, [{ ...told, outcome: 'holds' }]);
    await first.save(uri);
    const again = await session().of(uri);
    expect([...again].map(([id, { outcome }]) => [id, outcome])).toEqual([
      ['a.example', 'holds'],
      ['a.example 1', 'fails'],
    ]);
    expect((await session().of(`${uri}2`)).size).toBe(0);
    expect(problems).toEqual([]);
  });

  it('are kept in memory without a folder', async () => {
    const results = createVerifyResults(null, () => undefined);
    await results.put(uri, [told]);
    await results.save(uri);
    expect((await results.of(uri)).get('a.example')).toEqual(told);
  });

  it('are kept in memory, too, where the folder can not be used, and that is told', async () => {
    const problems: unknown[] = [];
    const results = createVerifyResults(
      () => Promise.reject(new Error('full')),
      (error) => problems.push(error),
    );
    await results.put(uri, [told]);
    await results.save(uri);
    expect((await results.of(uri)).size).toBe(1);
    expect(problems.length).toBeGreaterThan(0);
  });

  it.each<[string, string, number]>([
    ['is broken', '{"version":1,', 0],
    ['is of another version', JSON.stringify({ version: 2, uri, entries: [told] }), 0],
    ['is of another table', JSON.stringify({ version: 1, uri: 'file:///x', entries: [told] }), 0],
    ['holds an entry without a text', JSON.stringify({ version: 1, uri, entries: [{ ...told, words: 1 }, told] }), 1],
    ['holds an unknown outcome', JSON.stringify({ version: 1, uri, entries: [{ ...told, outcome: 'good' }] }), 0],
    ['holds null', JSON.stringify({ version: 1, uri, entries: [null] }), 0],
  ])('are not taken from a file that %s', async (_, text, count) => {
    const files: ResultFiles = { read: () => Promise.resolve(text), write: () => Promise.resolve() };
    expect(
      (
        await createVerifyResults(
          () => Promise.resolve(files),
          () => undefined,
        ).of(uri)
      ).size,
    ).toBe(count);
  });
});
