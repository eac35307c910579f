import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeRequests } from '../../../test/review/merge-requests';
import { createRepository, type TestRepository } from '../../../test/review/repository';
import type { ReviewJson } from '../report/review-json';
import { buildEvidence } from '../verdict/testing/build-evidence';
import { runInMemory } from './testing/run-in-memory';

let repository: TestRepository;
beforeAll(() => {
  repository = createRepository();
  repository.branches([
    ...mergeRequests.flatMap(({ base, head, name }, number) => [
      { name: `base-${number}`, from: null, files: base },
      { name: `head-${number}`, from: `base-${number}`, files: head, message: name },
    ]),
    { name: 'elsewhere', from: null, files: { tls_policy: 'a.example dane\n' } },
  ]);
});
afterAll(() => repository.remove());

const review = (...args: readonly string[]) => runInMemory(['review', ...args], { repository: repository.open() });

describe('review of a real repository', () => {
  it.each(mergeRequests.map((each, number) => [each.name, number, each] as const))(
    'judges as the maintainers do who %s',
    async (_name, number, { changes, verdict, instead = [] }) => {
      const run = await review('--format', 'json', `base-${number}..head-${number}`);
      const { files } = JSON.parse(run.stdout) as ReviewJson;
      const all = files.flatMap((file) => file.changes);
      expect(
        all.map((change) => {
          const given = change.verdict === 'needs-reason' && !change.blocking ? ' given' : '';
          return `${change.kind} ${change.subject} ${change.verdict}${given}`;
        }),
      ).toEqual(changes);
      expect(all.flatMap((change) => change.instead ?? [])).toEqual(instead);
      expect(run.code).toBe(verdict === 'accept' || verdict === 'untested' ? 0 : 1);
    },
  );

  it('names of a thousand sorted lines the weakened one alone', async () => {
    const number = mergeRequests.findIndex(({ name }) => name.startsWith('sorts a thousand'));
    const { stdout } = await review(`base-${number}..head-${number}`);
    expect(stdout.match(/d\d+\.example/g)?.every((name) => name === 'd500.example')).toBe(true);
    expect(stdout).toMatch(/^tls_policy:501 needs a reason: weaker d500\.example$/m);
    expect(stdout).toMatch(/^tls_policy: \d+ entries moved$/m);
  });

  it.each([
    [['--fail-on', 'untested'], 1],
    [['--fail-on', 'needs-reason'], 0],
    [['--fail-on', 'needs-change'], 0],
  ])('with %j ends with %i on an entry that nobody tested', async (args, code) => {
    expect((await review(...args, 'base-0..head-0')).code).toBe(code);
  });

  it.each([
    [['base-0'], 'is no range; write BASE..HEAD'],
    [['gone..head-0'], 'there is no commit gone here'],
    [[], 'there is no commit origin/HEAD here; name the range'],
    [['base-0..head-0', 'x..y'], 'name one range'],
    [['--', '--output=/tmp/x..head-0'], 'there is no commit --output=/tmp/x here'],
    [['base-0\nHEAD..head-0'], 'a name with a line end can not be asked for'],
    [['elsewhere..head-0'], 'have no common history here'],
    [['--base', 'x'], '--base and --head go together'],
    [['--worktree', 'x', 'y'], 'name one revision'],
    [['--worktree', 'base-0..head-0'], 'there is no commit base-0..head-0 here'],
    [['--worktree', '--base', 'x', '--head', 'y'], '--worktree is for a git repository'],
    [['--once', 'base-0..head-0'], '--once is for --probe'],
    [['--probe', '--evidence', 'x', 'base-0..head-0'], '--probe and --evidence exclude each other'],
  ])('refuses %j', async (args, message) => {
    const run = await review(...args);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(message);
  });

  it('judges a file that moved by the configuration that it had, not by a laxer one elsewhere', async () => {
    const lax = {
      'lax/.postfix-tls-policy.json': '{"review": {"weaker": "off", "exception": "off", "file": "off"}}\n',
    };
    const table = 'a.example secure\nb.example secure\nc.example secure\n';
    repository.branch('strict', null, { ...lax, tls_policy: table });
    repository.branch('moved', 'strict', {
      ...lax,
      'lax/tls_policy': table.replace('a.example secure', 'a.example may'),
    });
    const run = await review('strict..moved');
    expect(run.stdout).toContain('lax/tls_policy:1 needs a reason: file lax/tls_policy');
    expect(run.stdout).toContain('lax/tls_policy:1 needs a reason: weaker a.example');
    expect(run.code).toBe(1);
  });

  it('takes what lies on the disk, staged or not, and files that git does not know yet', async () => {
    repository.branch('work', null, { tls_policy: 'a.example secure\nb.example secure\n' });
    writeFileSync(join(repository.folder, 'tls_policy'), 'a.example secure\nb.example may\n');
    repository.git('add', '.');
    writeFileSync(join(repository.folder, 'tls_policy'), 'a.example may\nb.example may\n');
    writeFileSync(join(repository.folder, 'new.tls_policy'), 'n.example secure\n');
    const run = await review('--worktree', 'work');
    expect(run.stdout).toContain('tls_policy:1 needs a reason: weaker a.example\n');
    expect(run.stdout).toContain('tls_policy:2 needs a reason: weaker b.example\n');
    expect(run.stdout).toContain('new.tls_policy:1 could not be tested: added n.example\n');
    expect(run.code).toBe(1);
  });

  it('asks the main.cf that lies on the disk with the tables of the commit', async () => {
    const maps = 'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n';
    repository.branch('site', null, { 'etc/main.cf': maps, 'etc/tls_policy': 'a.example secure\n' });
    writeFileSync(join(repository.folder, 'etc', 'main.cf'), `${maps}relayhost = [relay.example]\n`);
    const run = await review('--worktree', 'site');
    expect(run.stdout).toContain('etc/main.cf:2 needs a reason: whole site etc/main.cf\n');
    expect(run.stdout).toContain(
      'etc/main.cf: a.example: now level none of main.cf, by [relay.example]; before "a.example secure" of hash:/etc/postfix/tls_policy\n',
    );
    repository.git('checkout', '--quiet', '--force', 'site');
  });

  it('reads of a site nothing but files of the repository, and says of which tables it knows nothing', async () => {
    const outside = 'hash:/etc/postfix/../../../../../../etc/passwd';
    const mainCf = `smtp_tls_policy_maps = ${outside}, hash:/etc/postfix/tls_policy\n`;
    repository.branch('inside', null, { 'site/main.cf': mainCf, 'site/tls_policy': 'a.example dane\n.example may\n' });
    repository.branch('changed', 'inside', { 'site/main.cf': mainCf, 'site/tls_policy': '.example may\n' });
    const told = `site/main.cf: What ${outside} says is not known here.\n`;
    expect((await review('inside..changed')).stdout).toContain(told);
    expect((await review('--worktree', 'inside')).stdout).toContain(told);
    rmSync(join(repository.folder, 'site', 'main.cf'));
    symlinkSync('/etc/passwd', join(repository.folder, 'site', 'main.cf'));
    const linked = await review('--worktree', 'inside');
    expect(linked.stdout).toContain('site/main.cf refused: it is a symbolic link');
    expect(linked.stdout).not.toContain('whole site');
    repository.git('checkout', '--quiet', '--force', 'changed');
  });

  it('says how many main.cf it read without their tables, where there are very many', async () => {
    const files = (relay: string) =>
      Object.fromEntries(Array.from({ length: 53 }, (_, index) => [`m${index}/main.cf`, `relayhost = ${relay}\n`]));
    repository.branches([
      { name: 'many', from: null, files: files('[a.example]') },
      { name: 'moved-on', from: 'many', files: files('[b.example]') },
    ]);
    expect((await review('many..moved-on')).stdout).toContain('\n3 more main.cf were not read with their tables.\n');
  });

  it('takes the reason for a file from the message of the last commit', async () => {
    repository.branch('retired', 'base-0', {}, 'Retire the list\n\nPolicy-Reason: nobody fetches it any more');
    const run = await review('base-0..retired');
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('Reason: nobody fetches it any more');
  });
});

describe('review of two files', () => {
  const files = { 'old.tls_policy': 'a.example secure\n', 'new.tls_policy': 'a.example secure\nb.example secure\n' };
  const args = ['review', '--base', 'old.tls_policy', '--head', 'new.tls_policy'];

  it('needs no repository', async () => {
    const run = await runInMemory(args, { files });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('new.tls_policy:2 could not be tested: added b.example\n');
  });

  it.each([
    ['holds', buildEvidence({ nextHop: 'b.example', hosts: [{ name: 'mx.b.example' }] }), 0, 'accept: added b.example'],
    [
      'does not hold',
      buildEvidence({
        nextHop: 'b.example',
        hosts: [{ name: 'mx.b.example', addresses: [{ chain: 'DEPTH_ZERO_SELF_SIGNED_CERT' }] }],
      }),
      1,
      'needs change: added b.example',
    ],
  ])('judges by stored evidence an entry that %s', async (_what, evidence, code, told) => {
    const stored = { ...files, 'seen/b.json': JSON.stringify(evidence) };
    const run = await runInMemory([...args, '--evidence', 'seen'], { files: stored });
    expect(run.stdout).toContain(told);
    expect(run.code).toBe(code);
  });

  it.each([
    ['twice', [], ['b.example', 'b.example']],
    ['once', ['--once'], ['b.example']],
  ])('probes the changed domains alone, and no others, %s', async (_what, options, expected) => {
    const asked: string[] = [];
    const prober = {
      probe: (nextHop: string) => {
        asked.push(nextHop);
        return Promise.resolve(buildEvidence({ nextHop, hosts: [{ name: `mx.${nextHop}` }] }));
      },
    };
    const run = await runInMemory([...args, '--probe', '--pacing', '0', ...options], { files, prober });
    expect(asked).toEqual(expected);
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('accept: added b.example') as string });
  });

  it('probes a key of several domains by its samples, and tells where there are none', async () => {
    const asked: string[] = [];
    const prober = {
      probe: (nextHop: string) => {
        asked.push(nextHop);
        return Promise.resolve(buildEvidence({ nextHop, hosts: [{ name: `mx.${nextHop}` }] }));
      },
    };
    const added = '# tls-policy-test: x.b.example, y.b.example\n.b.example secure\n.c.example secure\n';
    const changed = { ...files, 'new.tls_policy': `a.example secure\n${added}` };
    const run = await runInMemory([...args, '--probe', '--pacing', '0'], { files: changed, prober });
    expect(asked).toEqual(['x.b.example', 'y.b.example', 'x.b.example', 'y.b.example']);
    expect(run.stdout).toContain('accept: added .b.example\n');
    expect(run.stdout).toContain('could not be tested: added .c.example\n');
    expect(run.stdout).toContain('Name some in a comment right above it: # tls-policy-test: a.c.example, b.c.example');
  });

  it.each([
    ['does not hold, and stays so', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'DEPTH_ZERO_SELF_SIGNED_CERT', 1, 'needs change'],
    ['does not hold, and does then', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'trusted', 0, 'could not be tested'],
    ['holds, and does not then', 'trusted', 'DEPTH_ZERO_SELF_SIGNED_CERT', 1, 'needs change'],
  ] as const)('looks a second time at an entry that %s', async (_what, first, chain, code, told) => {
    const looks = [first, chain] as const;
    let count = 0;
    const prober = {
      probe: (nextHop: string) =>
        Promise.resolve(
          buildEvidence({
            nextHop,
            hosts: [{ name: `mx.${nextHop}`, addresses: [{ chain: looks[count++] ?? chain }] }],
          }),
        ),
    };
    const run = await runInMemory([...args, '--probe', '--pacing', '0'], { files, prober });
    expect(count).toBe(2);
    expect(run.stdout).toContain(`${told}: added b.example`);
    expect(run.code).toBe(code);
  });

  it('takes of stored evidence the last two looks', async () => {
    const at = (day: string, chain: 'trusted' | 'DEPTH_ZERO_SELF_SIGNED_CERT') => ({
      ...buildEvidence({ nextHop: 'b.example', hosts: [{ name: 'mx.b.example', addresses: [{ chain }] }] }),
      finishedAt: `2026-01-${day}T00:00:00.000Z`,
    });
    const stored = {
      ...files,
      'seen/1.json': JSON.stringify(at('03', 'trusted')),
      'seen/2.json': JSON.stringify(at('01', 'DEPTH_ZERO_SELF_SIGNED_CERT')),
      'seen/3.json': JSON.stringify(at('02', 'DEPTH_ZERO_SELF_SIGNED_CERT')),
    };
    const run = await runInMemory([...args, '--evidence', 'seen'], { files: stored });
    expect(run.stdout).toContain('The look of 2026-01-02T00:00:00.000Z says "deferred"');
  });
});
