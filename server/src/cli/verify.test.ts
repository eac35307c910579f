import { describe, expect, it } from 'vitest';
import { createRepository } from '../../../test/review/repository';
import type { Prober } from '../probe/probe';
import { schemas, violations } from '../report/testing/schema';
import type { VerifyJson } from '../report/verify-json';
import { buildEvidence, type EvidenceSpec } from '../verdict/testing/build-evidence';
import { type MemoryWorld, runInMemory } from './testing/run-in-memory';

const host = (name: string, chain?: 'CERT_HAS_EXPIRED'): EvidenceSpec => ({
  hosts: [{ name: `mx.${name}`, addresses: [{ names: [name], ...(chain === undefined ? {} : { chain }) }] }],
});
const world: Readonly<Record<string, EvidenceSpec>> = {
  'good.example': host('good.example'),
  'expired.example': host('expired.example', 'CERT_HAS_EXPIRED'),
  'silent.example': { hosts: [{ addresses: [{ outcome: 'untested' }] }] },
  'signed.example': {
    mx: 'secure',
    hosts: [{ dns: 'secure', tlsa: ['3 1 1'], addresses: [{ match: 'matched' }] }],
  },
};
const lines = {
  good: 'good.example secure\n',
  expired: 'expired.example secure\n',
  silent: 'silent.example secure\n',
  signed: 'signed.example encrypt\n',
};

function prober(asked: string[] = [], seen = world, at: string | null = null): Prober {
  return {
    probe: (nextHop, { onStep }) => {
      asked.push(nextHop);
      onStep?.({ kind: 'mx', subject: nextHop });
      const evidence = buildEvidence({ nextHop, ...(seen[nextHop] ?? {}) });
      return Promise.resolve(at === null ? evidence : { ...evidence, finishedAt: at });
    },
  };
}

const run = (args: readonly string[], given: MemoryWorld = {}) =>
  runInMemory(['verify', '--pacing', '0', ...args], { prober: prober(), ...given });
const table = (...names: readonly (keyof typeof lines)[]) => ({
  tls_policy: names.map((name) => lines[name]).join(''),
});
const read = (stdout: string): VerifyJson => JSON.parse(stdout) as VerifyJson;

/** A run over three entries that was interrupted at the second one. */
async function interruptedRun(): ReturnType<typeof run> {
  const controller = new AbortController();
  const known = prober();
  return run(['--evidence', 'seen', '--concurrency', '1', 'tls_policy'], {
    files: table('good', 'signed', 'silent'),
    signal: controller.signal,
    prober: {
      probe: (nextHop, control) => {
        if (nextHop === 'signed.example') controller.abort();
        return known.probe(nextHop, control);
      },
    },
  });
}

describe('verify', () => {
  it.each([
    [['good'], [], 0],
    [['good', 'expired'], [], 1],
    [['silent', 'good'], [], 0],
    [['silent', 'good'], ['--fail-on', 'untested'], 1],
    [['signed'], [], 0],
    [['signed'], ['--fail-on', 'upgradable'], 1],
    [['expired'], ['--fail-on', 'fails'], 1],
  ] as const)('of %j with %j ends with %i', async (names, args, code) => {
    const files = table(...names);
    expect(await run([...args, 'tls_policy'], { files })).toMatchObject({ code, stderr: '', files });
  });

  it('tells only what does not simply hold, and what could stand there', async () => {
    const { stdout } = await run(['tls_policy'], { files: table('good', 'expired', 'signed', 'silent') });
    expect(stdout).toMatch(/^tls_policy:2 fails: mail is deferred: expired\.example secure$/m);
    expect(stdout).toMatch(/^ {4}mx\.expired\.example\[192\.0\.2\.1\]: 4\.7\.5 Server certificate not verified: /m);
    expect(stdout).toMatch(/^tls_policy:3 could be stronger: signed\.example encrypt$/m);
    expect(stdout).toMatch(/^ {4}Stronger: signed\.example dane$/m);
    expect(stdout).toMatch(/^tls_policy:4 could not be tested: silent\.example secure$/m);
    expect(stdout).not.toContain('good.example');
    expect(stdout).toMatch(/^1 of 4 entries hold; 1 fails, 1 could not be tested, 1 could be stronger\n$/m);
  });

  it('writes JSON by its schema, in the order of the table', async () => {
    const { stdout } = await run(['--format', 'json', 'tls_policy'], {
      files: { tls_policy: `${lines.expired}${lines.good}${lines.signed}x.example securee\n*.y.example dane\n` },
    });
    expect(violations(schemas.verify, read(stdout))).toEqual([]);
    expect(read(stdout).files[0]?.entries.map(({ key, outcome, looks }) => [key, outcome, looks])).toEqual([
      ['expired.example', 'fails', 2],
      ['good.example', 'holds', 1],
      ['signed.example', 'upgradable', 1],
      ['x.example', 'fails', 0],
      ['*.y.example', 'untested', 0],
    ]);
  });

  it('asks for what was chosen alone', async () => {
    const asked: string[] = [];
    await run(['--only', 'GOOD.example', 'tls_policy'], { files: table('good', 'expired'), prober: prober(asked) });
    expect(asked).toEqual(['good.example']);
  });

  it('tells what changed since the last run, from a folder whose files have a schema', async () => {
    const first = await run(['--evidence', 'seen', 'tls_policy'], { files: table('good', 'expired') });
    const names = Object.keys(first.files).filter((name) => name.startsWith('seen'));
    expect(names.sort()).toEqual(['seen/expired.example.json', 'seen/good.example.json']);
    for (const name of names) {
      expect(violations(schemas.looks, JSON.parse(String(first.files[name])))).toEqual([]);
    }
    const turned = {
      ...world,
      'good.example': host('good.example', 'CERT_HAS_EXPIRED'),
      'expired.example': host('expired.example'),
    };
    const second = await run(['--evidence', 'seen', '--format', 'json', 'tls_policy'], {
      files: first.files,
      prober: prober([], turned),
    });
    expect(read(second.stdout).files[0]?.entries.map(({ drift }) => drift)).toEqual(['newly-failing', 'recovered']);
    const markdown = await run(['--evidence', 'seen', '--max-age', '9999d', '--format', 'markdown', 'tls_policy'], {
      files: second.files,
      prober: prober([], {}),
    });
    expect(markdown.stdout).toMatch(/## Newly failing\n\n.*\n.*\n\| `good\.example secure` \|/);
    expect(markdown.stdout).toContain('## Recovered');
  });

  it.each<[args: readonly string[], terminal: boolean, again: readonly string[], told: string]>([
    [[], false, ['silent.example'], '2 next-hops were answered by what an earlier run saw (--max-age 0 asks for all)'],
    [['--unattended'], true, ['silent.example'], '(--max-age 0 asks for all)'],
    [['--max-age', '20h'], true, ['silent.example'], '2 next-hops were answered by what an earlier run saw\n'],
    [[], true, ['expired.example', 'good.example', 'silent.example'], ''],
    [['--max-age', '0'], false, ['expired.example', 'good.example', 'silent.example'], ''],
    [['--pacing', '0.00001'], false, ['expired.example', 'good.example', 'silent.example'], ''],
  ])(
    'asks nobody a second time in a day when nobody watches: %j, on a terminal: %s',
    async (args, isTerminal, again, told) => {
      const asked: string[] = [];
      const terminal = isTerminal ? { terminal: { columns: 80 } } : {};
      const seenAt = new Date(Date.now() - 1_000).toISOString();
      const given = { ...terminal, prober: prober([], world, seenAt) };
      const first = await run(['--evidence', 'seen', 'tls_policy'], { ...given, files: table('good', 'expired') });
      const files = { ...first.files, ...table('good', 'expired', 'silent') };
      const paced = args.includes('--pacing') ? [] : ['--pacing', '0.001'];
      const second = await runInMemory(
        ['verify', '--fail-on', 'fails', '--evidence', 'seen', ...paced, ...args, 'tls_policy'],
        { ...given, files, prober: prober(asked, world, seenAt) },
      );
      expect([...new Set(asked)].sort()).toEqual(again);
      expect(second.stdout).toContain(told);
      expect(second.stdout.includes('answered')).toBe(told !== '');
      expect(second.seenBefore?.address({ host: 'mx', address: '192.0.2.1', port: 25, tlsa: null })?.outcome).toBe(
        told === '' ? undefined : 'tls',
      );
      expect(second.code).toBe(1);
    },
  );

  it.each<[args: readonly string[], told: string, left: readonly string[]]>([
    [[], 'the evidence of 1 next-hop was removed', ['good.example', 'waits.example']],
    [['--only', 'waits.example'], 'the evidence of 1 next-hop was removed', ['good.example', 'waits.example']],
    [
      ['gone_too'],
      'nothing was removed, since not all files could be read',
      ['expired.example', 'good.example', 'waits.example'],
    ],
  ])('removes what is kept of gone entries, and nothing else: %j', async (args, told, left) => {
    const foreign = { 'seen/notes.json': '{}', 'seen/expired.example.txt': 'x', 'seen/copy.json': '' };
    const first = await run(['--evidence', 'seen', 'tls_policy'], {
      files: { tls_policy: `${lines.good}${lines.expired}waits.example secure\n`, ...foreign },
    });
    const copied = { ...first.files, 'seen/copy.json': first.files['seen/good.example.json'] ?? '' };
    const files = { ...copied, tls_policy: `${lines.good}waits.example securee\n` };
    const second = await run(['--evidence', 'seen', '--prune', 'tls_policy', ...args], { files });
    expect(second.stdout).toContain(`--prune: ${told}`);
    const kept = Object.keys(second.files).filter((name) => name.startsWith('seen/') && !(name in foreign));
    expect(kept.sort()).toEqual(left.map((name) => `seen/${name}.json`));
    expect(Object.keys(foreign).every((name) => name in second.files)).toBe(true);
  });

  it('asks anew where the clock of an earlier run was ahead', async () => {
    const future = prober([], world, '2096-01-01T00:00:00.000Z');
    const { files } = await run(['--evidence', 'seen', 'tls_policy'], { files: table('good'), prober: future });
    const asked: string[] = [];
    const again = await run(['--evidence', 'seen', '--max-age', '1d', 'tls_policy'], { files, prober: prober(asked) });
    expect(asked).toEqual(['good.example']);
    const tlsa = { base: '', records: [], names: [] };
    expect(again.seenBefore?.address({ address: '192.0.2.1', port: 25, host: 'mx.good.example', tlsa })).toBeNull();
  });

  it('verifies the tables of a folder with a main.cf', async () => {
    const files = { ...table('good'), 'main.cf': 'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n' };
    const inFolder = Object.fromEntries(Object.entries(files).map(([name, text]) => [`etc/${name}`, text]));
    expect(await run(['etc'], { files: inFolder })).toMatchObject({
      code: 0,
      stderr: '',
      stdout: '1 of 1 entry holds\n',
    });
  });

  it('does nothing while another run is at work in the folder of evidence', async () => {
    const asked: string[] = [];
    const given = { files: table('good'), prober: prober(asked), claimedBy: 'process 7 on host' };
    const { code, stderr } = await run(['--evidence', 'seen', 'tls_policy'], given);
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
    expect(stderr).toContain('--evidence: seen: another run is at work there (process 7 on host)');
    expect(await run(['tls_policy'], given)).toMatchObject({ code: 0 });
  });

  it('names the file of what was seen that can not be written', async () => {
    const isFull = (path: string): boolean => path === 'seen/good.example.json';
    const { code, stderr } = await run(['--evidence', 'seen', 'tls_policy'], { files: table('good'), isFull });
    expect(code).toBe(2);
    expect(stderr).toContain('--evidence: seen/good.example.json: there is no room left on the disk');
    expect(stderr).not.toContain('unexpected error');
  });

  it('is no failure where nobody reads what it tells any more', async () => {
    const signal = AbortSignal.abort(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect(await run(['tls_policy'], { files: table('good'), signal })).toMatchObject({ code: 0 });
  });

  it('counts at a terminal what an earlier run saw', async () => {
    const files = table('good', 'expired', 'signed');
    const first = await run(['--evidence', 'seen', '--only', 'good.example', 'tls_policy'], {
      files,
      prober: prober([], world, new Date().toISOString()),
    });
    const again = ['--evidence', 'seen', '--max-age', '1d', '--concurrency', '1', 'tls_policy'];
    const { stderr } = await run(again, { files: first.files, terminal: { columns: 80 } });
    expect(stderr).toContain('] 1/3 expired.example');
    expect(stderr).not.toContain('] 0/3');
  });

  it('goes on with a run that was interrupted', async () => {
    const asked: string[] = [];
    const half = await interruptedRun();
    expect(half.stdout).toContain('could not be tested: silent.example');
    expect(half.stderr).toContain('goes on where it ended');
    expect(half.code).toBe(2);
    const rest = await run(['--evidence', 'seen', 'tls_policy'], { files: half.files, prober: prober(asked) });
    expect(asked).toEqual(['silent.example', 'silent.example']);
    expect(rest.stderr).toMatch(/goes on with the run that began at .* and was interrupted/);
    expect(Object.keys(rest.files)).not.toContain('seen/.unfinished-run');
  });

  it.each([
    [['tls_policy', '--max-age', '1d'], '--max-age: only with --evidence'],
    [['tls_policy', '--unattended'], '--unattended: only with --evidence'],
    [['tls_policy', '--prune'], '--prune: only with --evidence'],
    [['tls_policy', '--evidence', 'seen', '--max-age', 'soon'], 'is no age; write for example 12h or 7d'],
    [['tls_policy', '--only', 'gone.example'], 'there is no entry with this key'],
    [[], 'to verify, or - for standard input'],
    [['main.cf'], 'it is no policy table'],
    [['gone.tls_policy'], 'there is no such file'],
    [['tls_policy', '--evidence', 'broken'], 'broken/good.example.json holds no looks'],
  ])('refuses %j', async (args, message) => {
    const files = { ...table('good'), 'main.cf': '', 'broken/good.example.json': '{"version":1}' };
    const { code, stderr } = await run(args, { files });
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it('tells JUnit what could not be tested as skipped, unless that is to fail', async () => {
    const files = table('good', 'expired', 'silent');
    const { stdout } = await run(['--format', 'junit', 'tls_policy'], { files });
    expect(stdout).toContain('tests="2" failures="1" errors="0" skipped="1"');
    expect(stdout).toContain('<skipped message="silent.example');
    const failing = await run(['--format', 'junit', '--fail-on', 'untested', 'tls_policy'], { files });
    expect(failing.stdout).toContain('tests="2" failures="2" errors="0" skipped="0"');
  });

  it.each([
    [{}, [], false],
    [{ '.postfix-tls-policy.json': '{"certificateDays": 30}' }, [], true],
    [{ '.postfix-tls-policy.json': '{"certificateDays": 30}' }, ['--expires-within', '10'], false],
  ])('tells certificates that end within as many days as %j and %j say', async (config, args, isTold) => {
    const ending = { hosts: [{ addresses: [{ names: ['good.example'], validDays: [-70, 20] as const }] }] };
    const { stdout } = await run([...args, 'tls_policy'], {
      files: { ...table('good'), ...config },
      prober: prober([], { 'good.example': ending }),
    });
    expect(stdout.includes('in 20 days.')).toBe(isTold);
  });

  it('judges for the Postfix that --postfix-version names', async () => {
    const files = { tls_policy: 'good.example secure enable_rpk=no\n' };
    const outcomes = async (...args: readonly string[]) => {
      const { stdout } = await run(['--format', 'json', ...args, 'tls_policy'], { files });
      return read(stdout).files[0]?.entries.map(({ outcome, reasons }) => [outcome, reasons[0]?.text ?? null]);
    };
    const [[old, why] = []] = (await outcomes('--postfix-version', '3.7')) ?? [];
    expect([old, why]).toEqual(['fails', expect.stringContaining('enable_rpk') as string]);
    const [[now] = []] = (await outcomes('--postfix-version', '3.11')) ?? [];
    expect(now).not.toBe('fails');
  });

  it('verifies what changed since a revision, and nothing else', async () => {
    const repository = createRepository();
    try {
      repository.branch('base', null, {
        tls_policy: 'good.example secure\nsigned.example may\nexpired.example secure\n',
      });
      const asked: string[] = [];
      const files = {
        tls_policy: 'expired.example secure\n# why\nsigned.example dane\ngood.example  secure\nsilent.example secure\n',
      };
      const given = { files, prober: prober(asked), repository: repository.open() };
      const { code } = await run(['--changed-since', 'base', 'tls_policy'], given);
      expect([code, [...new Set(asked)].sort()]).toEqual([0, ['signed.example', 'silent.example']]);
      const unknown = await run(['--changed-since', 'gone', 'tls_policy'], given);
      expect(unknown).toMatchObject({ code: 2 });
      expect(unknown.stderr).toContain('--changed-since: tls_policy: there is no commit gone here');
    } finally {
      repository.remove();
    }
  });

  it('looks anew at a part of the entries where a run over all was interrupted, which goes on later', async () => {
    const half = await interruptedRun();
    const asked: string[] = [];
    const part = ['--evidence', 'seen', '--only', 'good.example', 'tls_policy'];
    const once = await run(part, { files: half.files, prober: prober(asked) });
    expect([asked, once.stderr]).toEqual([['good.example'], '']);
    const rest = await run(['--evidence', 'seen', 'tls_policy'], { files: once.files });
    expect(rest.stderr).toContain('goes on with the run that began at');
    expect(Object.keys(rest.files)).not.toContain('seen/.unfinished-run');
  });

  it('follows a file that was renamed since', async () => {
    const repository = createRepository();
    const now = {
      'new.tls_policy': 'good.example secure\nexpired.example may\nsigned.example may\nsilent.example may\n',
    };
    const before = { 'lists/tls_policy': 'good.example secure\nexpired.example may\nsigned.example may\n' };
    const changedSince = async (): Promise<readonly string[]> => {
      const asked: string[] = [];
      const given = { files: now, prober: prober(asked), repository: repository.open() };
      await run(['--changed-since', 'base', 'new.tls_policy'], given);
      return [...new Set(asked)].sort();
    };
    try {
      repository.branch('base', null, before);
      repository.git('mv', 'lists/tls_policy', 'new.tls_policy');
      expect(await changedSince()).toEqual(['silent.example']);
      repository.branch('later', 'base', now);
      expect(await changedSince()).toEqual(['silent.example']);
      repository.git('rm', '--quiet', '--cached', 'new.tls_policy');
      expect(await changedSince()).toHaveLength(4);
    } finally {
      repository.remove();
    }
  });

  it.each(['sarif', 'github', 'gitlab', 'junit'])('tells pipelines by --format %s', async (format) => {
    const { stdout, code } = await run(['--format', format, 'tls_policy'], { files: table('good', 'expired') });
    expect(stdout).toContain('verify-fails');
    expect(stdout).not.toContain('good.example');
    expect(code).toBe(1);
  });
});

describe('candidates', () => {
  const staged = (line: string, ...rest: readonly string[]): string =>
    [`# candidate since=2026-11-01 by=hostmaster: ${line}`, ...rest].map((each) => `${each}\n`).join('');
  const record = (line: string, firstGood: string) => ({
    line,
    firstGood: `${firstGood}T10:00:00.000Z`,
    lastGood: '2026-11-23T10:00:00.000Z',
    runs: 5,
  });
  const textOf = (content: string | Uint8Array | undefined): string => Buffer.from(content ?? '').toString();
  /** A folder in which each of the lines has held since a day. */
  const seen = (...records: readonly ReturnType<typeof record>[]) => ({
    'seen/.candidates.json': JSON.stringify({ version: 1, candidates: records }),
  });

  it.each<[text: string, since: string | null, args: readonly string[], told: string, after: string | null]>([
    ['good.example secure', null, [], 'has held since 2026-11-24, and has to for 14 days', null],
    ['good.example secure', '2026-11-20', ['--promote'], 'has held since 2026-11-20, and has to for 14 days', null],
    [
      'good.example secure',
      '2026-11-20',
      ['--promote', '--candidate-days', '3'],
      'is in force now',
      'good.example secure',
    ],
    ['good.example secure', '2026-11-01', [], 'has held since 2026-11-01: put it in force by --promote', null],
    ['good.example secure', '2026-11-01', ['--promote'], 'is in force now', 'good.example secure'],
    ['expired.example secure', '2026-11-01', ['--promote'], 'does not hold: mx.expired.example', null],
    ['silent.example secure', '2026-11-01', ['--promote'], 'could not be tested: ', null],
  ])('%s that has held since %s, by %j: %s', async (line, since, args, told, after) => {
    const text = staged(line, 'signed.example dane');
    const files = { tls_policy: text, ...(since === null ? {} : seen(record(line, since))) };
    const result = await run(['--evidence', 'seen', ...args, 'tls_policy'], { files });
    expect(result.stdout).toContain(`tls_policy: the candidate "${line}" ${told}`);
    // A candidate that does not hold defers no mail.
    expect(result.code).toBe(0);
    expect(result.stdout).toContain('1 of 1 entry holds');
    expect(textOf(result.files['tls_policy'])).toBe(after === null ? text : `${after}\nsigned.example dane\n`);
  });

  it.each<[text: string, rest: readonly string[], told: string, after: readonly string[] | null]>([
    ['good.example secure', ['good.example may'], 'is in force now', ['good.example secure']],
    ['signed.example dane', ['x.example may', 'signed.example', '  secure'], 'so a person has to choose', null],
    ['good.example secure', ['good.example may protocols=>=TLSv1.3'], 'so a person has to choose', null],
    ['good.example secure', ['  match=.example'], 'was not put in force: the line below goes on with it', null],
  ])('%s before %j %s', async (line, rest, told, after) => {
    const text = staged(line, ...rest);
    const files = { tls_policy: text, ...seen(record(line, '2026-11-01')) };
    const result = await run(['--evidence', 'seen', '--promote', 'tls_policy'], { files });
    expect(result.stdout).toContain(told);
    expect(result.code).toBe(0);
    expect(textOf(result.files['tls_policy'])).toBe(after === null ? text : after.map((each) => `${each}\n`).join(''));
  });

  it('are a failure where they are asked for and can not be written', async () => {
    const files = { tls_policy: staged('good.example secure'), ...seen(record('good.example secure', '2026-11-01')) };
    const args = ['--evidence', 'seen', '--promote', 'tls_policy'];
    const { code, stdout } = await run(args, { files, isFull: (path) => path === 'tls_policy' });
    expect(code).toBe(2);
    expect(stdout).toContain('"good.example secure" was not put in force: there is no room left on the disk');
  });

  it('begin anew after a run in which they failed', async () => {
    const files = {
      tls_policy: staged('expired.example secure'),
      ...seen(record('expired.example secure', '2026-11-01')),
    };
    const result = await run(['--evidence', 'seen', 'tls_policy'], { files });
    expect(JSON.parse(textOf(result.files['seen/.candidates.json']))).toEqual({ version: 1, candidates: [] });
  });

  it('have to hold for as many days as the list says, and as the command line says before', async () => {
    const text = staged('good.example secure');
    const files = {
      tls_policy: text,
      '.postfix-tls-policy.json': '{"candidateDays": 3}',
      ...seen(record('good.example secure', '2026-11-20')),
    };
    const promoted = await run(['--evidence', 'seen', '--promote', 'tls_policy'], { files });
    expect(textOf(promoted.files['tls_policy'])).toBe('good.example secure\n');
    const waiting = await run(['--evidence', 'seen', '--promote', '--candidate-days', '9', 'tls_policy'], { files });
    expect(waiting.stdout).toContain('has held since 2026-11-20, and has to for 9 days');
  });

  it('leave nothing behind when they are gone, but for those of tables that a run does not read', async () => {
    const kept = (line: string, table?: string) => ({ ...record(line, '2026-11-01'), ...(table ? { table } : {}) });
    const lines = (result: { readonly files: Readonly<Record<string, string | Uint8Array>> }): readonly string[] => {
      const { candidates } = JSON.parse(textOf(result.files['seen/.candidates.json'])) as {
        readonly candidates: readonly { readonly line: string }[];
      };
      return candidates.map(({ line }) => line);
    };
    const files = {
      tls_policy: staged('good.example secure'),
      ...seen(
        kept('good.example secure', 'tls_policy'),
        kept('gone.example secure', 'tls_policy'),
        kept('other.example secure', 'other.tls_policy'),
        kept('old.example secure'),
      ),
    };
    const args = ['--evidence', 'seen', 'tls_policy'];
    expect(lines(await run(args, { files }))).toEqual([
      'good.example secure',
      'other.example secure',
      'old.example secure',
    ]);
    expect(lines(await run(['--prune', ...args], { files }))).toEqual(['good.example secure']);
    const empty = { ...files, tls_policy: 'good.example secure\n' };
    expect(lines(await run(args, { files: empty }))).toEqual(['other.example secure', 'old.example secure']);
  });

  it('are told where they can not be read, if all are to be verified', async () => {
    const files = { tls_policy: `${lines.good}# candidate since=2026-13-40: x.example secure\n` };
    const { stdout } = await run(['tls_policy'], { files });
    expect(stdout).toContain('tls_policy: the candidate of line 2 is not looked at, since it can not be read; check');
    expect((await run(['--only', 'good.example', 'tls_policy'], { files })).stdout).not.toContain('candidate');
  });

  it('are kept nowhere without a folder, and not put in force', async () => {
    const files = { tls_policy: staged('good.example secure') };
    expect((await run(['tls_policy'], { files })).stdout).toContain('holds; with --evidence it is kept for how long');
    const refused = await run(['--promote', 'tls_policy'], { files });
    expect(refused).toMatchObject({ code: 2, files });
    expect(refused.stderr).toContain('--promote: only with --evidence');
  });
});
