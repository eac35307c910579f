import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../editor/paths';
import { createRepository, type TestRepository } from '../review/repository';
import { contentsOf, expectedContents } from './contents';

/** A clone of this repository, packed as pre-commit and npm pack it; and a list that somebody changes. */
let away: string;
let clone: string;
let list: TestRepository;
let packed: readonly string[];

beforeAll(() => {
  away = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-clone-'));
  clone = join(away, 'clone');
  execFileSync('git', ['clone', '--quiet', root, clone]);
  // What `npm ci` would fetch.
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  const report = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', away], {
    cwd: clone,
    encoding: 'utf8',
  });
  const [{ filename, files }] = JSON.parse(report) as [{ filename: string; files: { path: string }[] }];
  packed = files.map(({ path }) => path);
  execFileSync('tar', ['-xzf', join(away, filename), '-C', away]);
  list = createRepository();
  list.branch('base', null, { tls_policy: 'a.example secure\nb.example secure\n' });
  list.branch('weaker', 'base', { tls_policy: 'a.example secure\nb.example may\n' });
  list.branch('comment', 'base', { tls_policy: '# partners\na.example secure\nb.example secure\n' });
  list.branch('broken', 'base', { tls_policy: 'a.example secure # ticket\nb.example secure\n' });
}, 300_000);

afterAll(() => {
  list.remove();
  rmSync(away, { recursive: true, force: true });
});

function run(command: string, environment: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-e', '-o', 'pipefail', '-c', command], {
    cwd: list.folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: away, ...environment },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('the package of npm holds what that of the editor holds', () => {
  expect(contentsOf(packed)).toEqual(expectedContents());
});

describe('.pre-commit-hooks.yaml', () => {
  const hook = readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8');
  const valueOf = (key: string): string => new RegExp(`^ +${key}: (.*)$`, 'm').exec(hook)?.[1] ?? '';

  test.each([
    ['comment', 0],
    ['broken', 1],
  ])('checks the files of %s, and ends with %i', (branch, status) => {
    list.git('checkout', '--quiet', branch);
    const [program = '', ...rest] = valueOf('entry').split(' ');
    const { bin } = JSON.parse(readFileSync(join(away, 'package/package.json'), 'utf8')) as {
      bin: Record<string, string>;
    };
    const file = join(away, 'package', bin[program] ?? '');
    expect(run(`node "${file}" ${rest.join(' ')} tls_policy`).status).toBe(status);
  });

  test.each([
    ['tls_policy', true],
    ['lists/eu.tls_policy', true],
    ['etc/main.cf', true],
    ['etc/master.cf', true],
    ['main.cf.j2', true],
    ['master.cfg', false],
    ['main.c', false],
    ['my_tls_policy.txt', false],
  ])('takes %s: %s', (path, isTaken) => {
    expect(new RegExp(valueOf('files')).test(path)).toBe(isTaken);
  });
});

/** The commands of a file in their order. */
const commandsIn = (file: string): readonly string[] =>
  readFileSync(join(root, file), 'utf8')
    .split('\n')
    .flatMap((line) => /^ +(?:- )?(node .*)$/.exec(line)?.[1] ?? []);

describe.each([
  ['comment', 0],
  ['weaker', 1],
  ['broken', 1],
])('the merge request %s', (branch, status) => {
  test(`ends action.yml with ${status}, and leaves a summary`, () => {
    const summary = join(away, `${branch}.md`);
    const results = commandsIn('action.yml').map((command) =>
      run(command, {
        PROGRAM: join(clone, 'dist/cli.js'),
        RANGE: `base..${branch}`,
        FAIL_ON: 'needs-reason',
        GITHUB_STEP_SUMMARY: summary,
      }),
    );
    expect(results.map((result) => result.status)).toEqual([0, status]);
    expect(results.map(({ stderr }) => stderr).join('')).toBe('');
    expect(readFileSync(summary, 'utf8')).toMatch(/^# Review of the TLS policy/);
    expect(results.at(-1)?.stdout.startsWith('::')).toBe(status === 1);
  });

  test(`ends docs/ci/gitlab-review.yml with ${status}, and leaves its reports`, () => {
    const results = commandsIn('docs/ci/gitlab-review.yml').map((command) =>
      run(command, {
        POSTFIX_TLS_POLICY: join(away, 'package/dist/cli.js'),
        CI_MERGE_REQUEST_DIFF_BASE_SHA: list.git('rev-parse', 'base').trim(),
        CI_COMMIT_SHA: list.git('rev-parse', branch).trim(),
      }),
    );
    expect(results.map((result) => result.status)).toEqual([0, 0, status]);
    const issues = JSON.parse(readFileSync(join(list.folder, 'gl-code-quality-report.json'), 'utf8')) as unknown[];
    expect(issues.length > 0).toBe(status === 1);
    expect(readFileSync(join(list.folder, 'review.md'), 'utf8')).toContain('# Review of the TLS policy');
  });
});
