import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../policy/parse';
import type { Evidence } from '../probe/evidence';
import { anySender, dnssecSender, type Sender } from '../verdict/sender';
import { buildEvidence, type EvidenceSpec } from '../verdict/testing/build-evidence';
import { verifiableEntries } from './entries';
import { createLookFiles, type LookFile, lookFileName } from './look-files';
import type { VerifyResult } from './result';
import { type RunMeans, verifyEntries } from './run';
import { createMemoryStore, type LookStore } from './store';

/** What each look at a next-hop sees; the last one stands for all that follow. */
type Seen = Readonly<Record<string, readonly EvidenceSpec[]>>;

const good: EvidenceSpec = { hosts: [{ name: 'mx.a.example', addresses: [{ names: ['a.example'] }] }] };
const expired: EvidenceSpec = {
  hosts: [{ name: 'mx.a.example', addresses: [{ names: ['a.example'], chain: 'CERT_HAS_EXPIRED' }] }],
};
const silent: EvidenceSpec = { hosts: [{ name: 'mx.a.example', addresses: [{ outcome: 'untested' }] }] };
const tlsaGone: EvidenceSpec = { mx: 'secure', hosts: [{ dns: 'secure', tlsa: 'denied', addresses: [{}] }] };
const dane: EvidenceSpec = {
  mx: 'secure',
  hosts: [{ dns: 'secure', tlsa: ['3 1 1'], addresses: [{ match: 'matched' }] }],
};

/** Nobody answers at the second host, where mail goes to whoever has its key, or waits. */
const daneAtOneOfTwo: EvidenceSpec = {
  ...dane,
  hosts: [...(dane.hosts ?? []), { dns: 'secure', tlsa: ['3 1 1'], addresses: [{ outcome: 'untested' }] }],
};

interface Given {
  readonly table: string;
  readonly seen: Seen;
  readonly store?: LookStore;
  readonly sender?: Sender;
  readonly means?: Partial<RunMeans>;
}

async function run({ table, seen, store = createMemoryStore(), sender = dnssecSender, means }: Given) {
  const entries = verifiableEntries(parsePolicy(table)).map((entry) => ({ ...entry, sender }));
  const asked: string[] = [];
  const results: VerifyResult[] = [];
  const counts = new Map<string, number>();
  await verifyEntries(entries, {
    store,
    twice: false,
    days: 14,
    concurrency: 1,
    signal: new AbortController().signal,
    pause: () => Promise.resolve(),
    look: (nextHop, round): Promise<Evidence> => {
      asked.push(`${nextHop}#${round}`);
      const specs = seen[nextHop] ?? [];
      const count = counts.get(nextHop) ?? 0;
      counts.set(nextHop, count + 1);
      return Promise.resolve(buildEvidence({ nextHop, ...(specs[Math.min(count, specs.length - 1)] ?? silent) }));
    },
    onResult: (result) => results.push(result),
    ...means,
  });
  const told = results.map(({ entry, outcome, looks, drift }) =>
    [entry.key, outcome, looks, ...(drift === null ? [] : [drift])].join(' '),
  );
  return { asked, results, told };
}

describe('a run', () => {
  it('asks each next-hop once, whatever entries it serves, and tells each result at once', async () => {
    const table = 'a.example secure match=a.example\n.example secure match=a.example\nb.example may\n/x secure\n';
    const { asked, told } = await run({ table, seen: { 'a.example': [good], 'b.example': [good] } });
    expect(asked).toEqual(['a.example#1', 'b.example#1']);
    expect(told).toContain('a.example holds 1');
    expect(told).toHaveLength(4);
  });

  it('looks again at what fails, later, and calls it so only then', async () => {
    const table = 'a.example secure\nb.example secure\nc.example secure\n';
    const seen = {
      'a.example': [expired],
      'b.example': [expired, { ...good, hosts: [{ name: 'mx.b.example', addresses: [{ names: ['b.example'] }] }] }],
      'c.example': [{ hosts: [{ addresses: [{ names: ['c.example'] }] }] }],
    };
    const { asked, told, results } = await run({ table, seen });
    expect(asked).toEqual(['a.example#1', 'b.example#1', 'c.example#1', 'a.example#2', 'b.example#2']);
    expect(told).toEqual(['c.example holds 1', 'a.example fails 2', 'b.example holds 2']);
    expect(results[1]?.reasons[0]?.id).toBe('certificate-not-trusted');
    expect(results[2]?.reasons[0]?.id).toBe('unsteady');
  });

  it('says of dane without TLSA records that it is weaker, with what it acts as first', async () => {
    const { results } = await run({ table: 'a.example dane\n', seen: { 'a.example': [tlsaGone] } });
    expect(results.map(({ outcome, reasons }) => [outcome, reasons[0]?.id])).toEqual([['weaker', 'dane-no-tlsa']]);
  });

  it('says of a static entry that could be stronger so, and of secure beside dane nothing', async () => {
    const seen = { 'a.example': [dane], 'b.example': [dane] };
    const { told } = await run({ table: 'a.example encrypt\nb.example secure match=mx.a.example:.example\n', seen });
    expect(told).toEqual(['a.example upgradable 1', 'b.example holds 1']);
  });

  it('does not call dane weaker because some consumers of a list have no DNSSEC', async () => {
    const seen = { 'a.example': [dane], 'b.example': [tlsaGone], 'c.example': [daneAtOneOfTwo] };
    const table = 'a.example dane\nb.example dane\nc.example dane\n';
    const { told } = await run({ table, seen, sender: anySender });
    expect(told.toSorted()).toEqual(['a.example holds 1', 'b.example weaker 2', 'c.example holds 1']);
  });

  it('looks once where nobody at all can be reached', async () => {
    const { asked, told } = await run({ table: 'a.example secure\n', seen: { 'a.example': [silent] } });
    expect([asked, told]).toEqual([['a.example#1'], ['a.example untested 1']]);
  });

  it('tells what is known when it is interrupted', async () => {
    const controller = new AbortController();
    const { told, results } = await run({
      table: 'a.example secure\nb.example secure\n',
      seen: { 'a.example': [expired] },
      means: {
        signal: controller.signal,
        look: (nextHop) => {
          controller.abort();
          return Promise.resolve(buildEvidence({ nextHop, ...expired }));
        },
      },
    });
    expect(told).toEqual(['a.example untested 1', 'b.example untested 0']);
    expect(results.map(({ reasons }) => reasons[0]?.id)).toEqual(['unconfirmed', 'interrupted']);
    expect(results[0]?.reasons[0]?.text).toContain('at the only look');
  });

  it('tells certificates that end soon', async () => {
    const soon: EvidenceSpec = {
      hosts: [{ name: 'mx.a.example', addresses: [{ names: ['a.example'], validDays: [-80, 9] }] }],
    };
    const { results } = await run({ table: 'a.example secure\n', seen: { 'a.example': [soon] } });
    expect(results[0]?.expiring.map(({ host, days }) => [host, days])).toEqual([['mx.a.example', 9]]);
    const early = await run({ table: 'a.example secure\n', seen: { 'a.example': [soon] }, means: { days: 3 } });
    expect(early.results[0]?.expiring).toEqual([]);
  });
});

describe('a run that remembers the one before', () => {
  const files = new Map<string, string>();
  const storeOf = (name: string, maxAge = 0): LookStore =>
    createLookFiles(
      {
        read: (file) => Promise.resolve(files.get(file) ?? null),
        write: (file, text) => Promise.resolve(void files.set(file, text)),
      },
      {
        run: name,
        maxAge,
        now: () => Date.parse('2026-11-24T17:00:00Z'),
        parse: (_, text) => JSON.parse(text) as LookFile,
      },
    );
  const table = 'a.example secure\n';

  it('tells what changed since, through runs that saw nothing, and goes on where it ended', async () => {
    files.clear();
    expect((await run({ table, seen: { 'a.example': [good] }, store: storeOf('1') })).told).toEqual([
      'a.example holds 1',
    ]);
    expect((await run({ table, seen: { 'a.example': [silent] }, store: storeOf('2') })).told).toEqual([
      'a.example untested 1',
    ]);
    const half = await run({
      table,
      seen: { 'a.example': [expired] },
      store: storeOf('3'),
      means: { pause: () => new Promise(() => undefined), signal: AbortSignal.abort() },
    });
    expect(half.told).toEqual(['a.example untested 0']);
    const failing = await run({ table, seen: { 'a.example': [expired] }, store: storeOf('3') });
    expect(failing.told).toEqual(['a.example fails 2 newly-failing']);
    const again = await run({ table, seen: {}, store: storeOf('3') });
    expect([again.asked, again.told]).toEqual([[], ['a.example fails 2 newly-failing']]);
    expect((await run({ table, seen: { 'a.example': [good] }, store: storeOf('4') })).told).toEqual([
      'a.example holds 1 recovered',
    ]);
  });

  it('takes what is recent enough for its own', async () => {
    files.clear();
    await run({ table, seen: { 'a.example': [good] }, store: storeOf('1') });
    expect((await run({ table, seen: {}, store: storeOf('2', 2 * 3_600_000) })).asked).toEqual([]);
    expect((await run({ table, seen: {}, store: storeOf('2', 1_800_000) })).asked).toEqual(['a.example#1']);
  });

  it.each([
    ['example.org', 'example.org.json'],
    ['[mx.example.org]:587', '%5Bmx.example.org%5D%3A587.json'],
    ['.example.org', '%2Eexample.org.json'],
    ['../../etc/passwd', '%2E.%2F..%2Fetc%2Fpasswd.json'],
  ])('keeps %s in %s', (nextHop, name) => {
    expect(lookFileName(nextHop)).toBe(name);
  });

  it('keeps long names apart', () => {
    const long = (end: string) => lookFileName(`${'a.'.repeat(120)}${end}`);
    expect(long('b')).not.toBe(long('c'));
    expect(long('b').length).toBeLessThan(256);
  });
});
