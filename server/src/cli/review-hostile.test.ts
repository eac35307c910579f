import { chmodSync, existsSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRepository, type TestRepository } from '../../../test/review/repository';
import { findRevisions } from '../revisions/find-revisions';
import { readChange } from '../revisions/read-change';
import { runInMemory } from './testing/run-in-memory';

let repository: TestRepository;
let witness: string;
const odd = 'a\nb\u001b[31m\u202e/tls_policy';

/** A repository that would run a program at every turn, and whose files are none. */
beforeAll(() => {
  repository = createRepository();
  const { folder, git, branch } = repository;
  witness = join(folder, '.git', 'something-ran');
  branch('base', null, { tls_policy: 'a.example secure\n', 'link.tls_policy': 'a.example may\n' });
  branch('head', 'base', {
    tls_policy: 'a.example may\n',
    [odd]: 'b.example may # \u202e\n',
    'binary.tls_policy': 'a\0b',
    'latin1.tls_policy': 'x.example may\n',
    '-rf.tls_policy': 'y.example secure\n',
    '.gitattributes': '* diff=evil filter=evil\n',
  });
  symlinkSync('/etc/passwd', join(folder, 'link.tls_policy'));
  writeFileSync(join(folder, 'big.tls_policy'), '');
  truncateSync(join(folder, 'big.tls_policy'), 200 * 1024 * 1024);
  git('-c', 'core.bigFileThreshold=1m', 'add', '--all', '.');
  git('commit', '--quiet', '--no-verify', '--message=more');
  git('update-ref', 'refs/heads/--upload-pack=touch', 'HEAD');
  git('checkout', '--quiet', 'base');
  const script = join(folder, '.git', 'evil.sh');
  writeFileSync(script, `#!/bin/sh\ntouch ${witness}\n`);
  chmodSync(script, 0o755);
  mkdirSync(join(folder, '.git', 'hooks'), { recursive: true });
  for (const hook of ['post-index-change', 'reference-transaction', 'fsmonitor-watchman']) {
    symlinkSync(script, join(folder, '.git', 'hooks', hook));
  }
  for (const key of [
    'core.fsmonitor',
    'core.pager',
    'core.sshCommand',
    'core.editor',
    'diff.external',
    'diff.evil.command',
    'diff.evil.textconv',
    'filter.evil.smudge',
    'filter.evil.clean',
    'credential.helper',
    'uploadpack.packObjectsHook',
  ]) {
    git('config', key, script);
  }
  git('config', 'remote.origin.url', `ext::${script}`);
  git('config', 'remote.origin.promisor', 'true');
  git('config', 'alias.cat-file', `!${script}`);
  git('config', 'alias.diff-tree', `!${script}`);
}, 120_000);
afterAll(() => repository.remove());

describe('a hostile repository', () => {
  it('is read, what is no table refused by name, and nothing of it is run', async () => {
    const git = repository.open();
    const { files, refused } = await readChange(await findRevisions({ base: 'base', head: 'head' }, git), git);
    expect(files.map(({ path }) => path).sort()).toEqual(['-rf.tls_policy', odd, 'latin1.tls_policy', 'tls_policy']);
    expect(refused).toEqual([
      { path: 'big.tls_policy', reason: 'it is larger than 16 MiB' },
      { path: 'binary.tls_policy', reason: 'it is no text' },
      { path: 'link.tls_policy', reason: 'it is a symbolic link' },
    ]);
    expect(existsSync(witness)).toBe(false);
  });

  it('is read in its working tree, and nothing of it is run', async () => {
    const git = repository.open();
    await git.refs();
    writeFileSync(join(repository.folder, 'tls_policy'), 'a.example none\n');
    const { files } = await readChange(await findRevisions({ base: 'head', head: null }, git), git);
    expect(files.map(({ path }) => path)).toContain('tls_policy');
    expect(existsSync(witness)).toBe(false);
  });

  it('writes nothing to the terminal but what can be seen, and fails', async () => {
    const run = await runInMemory(['review', 'base..head'], { repository: repository.open() });
    expect(run.code).toBe(2);
    expect(`${run.stdout}${run.stderr}`.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(run.stdout).toContain('a\\u{a}b\\u{1b}[31m\\u{202e}/tls_policy:1 needs change: hidden characters');
    expect(run.stdout).toContain('big.tls_policy refused: it is larger than 16 MiB');
    expect(existsSync(witness)).toBe(false);
  });

  it('has revisions that look like options, which are none', async () => {
    const git = repository.open();
    expect(await git.commit('--upload-pack=touch')).toMatch(/^[0-9a-f]{40}$/);
    expect(await git.commit('--help')).toBeNull();
    expect(await git.commit('-')).toBeNull();
    await expect(git.commit('head\nbase')).rejects.toThrow('line end');
  });
});

it('says in its own words what is no repository', async () => {
  const { openRepository } = await import('../system/git');
  await expect(openRepository('/').commit('HEAD')).rejects.toThrow('not a git repository');
  await expect(openRepository('/nowhere').commit('HEAD')).rejects.toThrow('this folder is gone');
});
