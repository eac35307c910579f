import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeRequests } from '../../../test/review/merge-requests';
import { createRepository, type TestRepository } from '../../../test/review/repository';
import type { ReviewJson } from '../report/review-json';
import { buildEvidence } from '../verdict/testing/build-evidence';
import { runInMemory } from './testing/run-in-memory';

let repository: TestRepository;
beforeAll(() => {
  repository = createRepository();
  for (const [number, { base, head, name }] of mergeRequests.entries()) {
    repository.branch(`base-${number}`, null, base);
    repository.branch(`head-${number}`, `base-${number}`, head, name);
  }
  repository.branch('elsewhere', null, { tls_policy: 'a.example dane\n' });
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

  it('probes the changed domains alone, and no others', async () => {
    const asked: string[] = [];
    const prober = {
      probe: (nextHop: string) => {
        asked.push(nextHop);
        return Promise.resolve(buildEvidence({ nextHop, hosts: [{ name: `mx.${nextHop}` }] }));
      },
    };
    const run = await runInMemory([...args, '--probe'], { files, prober });
    expect(asked).toEqual(['b.example']);
    expect(run).toMatchObject({ code: 0 });
  });

  it.each([
    ['stays so', 'DEPTH_ZERO_SELF_SIGNED_CERT', 1, 'needs change: added b.example'],
    ['does hold then', 'trusted', 0, 'could not be tested: added b.example'],
  ] as const)('looks a second time at what did not hold; it %s', async (_what, chain, code, told) => {
    const looks = ['DEPTH_ZERO_SELF_SIGNED_CERT', chain] as const;
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
    expect(run.stdout).toContain(told);
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
