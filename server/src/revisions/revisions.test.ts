import { realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRepository, type TestRepository } from '../../../test/review/repository';
import { noLooks, reviewChange } from '../review/change-set';
import { describeVerdicts } from '../review/testing/verdicts';
import { defaultBaseOf, findRevisions } from './find-revisions';
import { readChange } from './read-change';

let repository: TestRepository;
const long = Array.from({ length: 20 }, (_, index) => `d${index}.example secure\n`).join('');

/** `main`, a topic that left it, and what main got since; merge requests as their servers offer them. */
beforeAll(() => {
  repository = createRepository();
  const { folder, git, branch } = repository;
  const base = { tls_policy: 'a.example secure\n', 'old/tls_policy': long, 'link.tls_policy': 'x.example may\n' };
  branch('start', null, base, 'Begin');
  git('branch', '--force', 'main', 'start');
  git('checkout', '--quiet', 'main');
  branch('topic', 'main', { ...base, tls_policy: 'a.example secure\nb.example secure\n' }, 'Add b\n\nWith care');
  branch('later', 'main', { ...base, tls_policy: 'a.example secure\nm.example secure\n' }, 'Add m');
  git('branch', '--force', 'main', 'later');
  git('update-ref', 'refs/merge-requests/7/head', 'topic');
  git('update-ref', 'refs/pull/8/head', 'topic');
  git('update-ref', 'refs/remotes/origin/main', 'main');
  git('tag', '--annotate', '--message=One', 'v1', 'start');
  git('checkout', '--quiet', 'topic');
  writeFileSync(join(folder, 'tls_policy'), 'a.example may\nb.example secure\nc.example secure\n');
  writeFileSync(join(folder, 'new.tls_policy'), 'n.example secure\n');
  writeFileSync(join(folder, '.gitignore'), 'ignored.tls_policy\n');
  writeFileSync(join(folder, 'ignored.tls_policy'), 'i.example may\n');
  rmSync(join(folder, 'old', 'tls_policy'));
  writeFileSync(join(folder, 'moved.tls_policy'), long.replace('d3.example secure', 'd3.example may'));
  rmSync(join(folder, 'link.tls_policy'));
  symlinkSync('/etc/passwd', join(folder, 'link.tls_policy'));
}, 60_000);
afterAll(() => repository.remove());

describe('the revisions of a merge request', () => {
  it('lie where both parted, whatever the base got since', async () => {
    const git = repository.open();
    const start = await git.commit('start');
    for (const base of ['main', 'origin/main', null]) {
      expect(await findRevisions({ base, head: 'refs/merge-requests/7/head' }, git)).toEqual({
        base: start,
        head: await git.commit('topic'),
      });
    }
    expect(await findRevisions({ base: null, head: null }, git)).toEqual({ base: start, head: null });
  });

  it('begin at the default branch of the upstream, before one of this clone', async () => {
    const has = (...names: readonly string[]) => ({
      commit: (name: string) => Promise.resolve(names.includes(name) ? 'c' : null),
    });
    expect(await defaultBaseOf(has('main', 'origin/HEAD', 'origin/main'))).toBe('origin/HEAD');
    expect(await defaultBaseOf(has('master', 'origin/master'))).toBe('origin/master');
    expect(await defaultBaseOf(has('master'))).toBe('master');
    expect(await defaultBaseOf(has('topic'))).toBeNull();
  });

  it('are offered with branches, tags and the requests that were fetched', async () => {
    const refs = await repository.open().refs();
    expect(refs.map(({ name }) => name).sort()).toEqual([
      'refs/heads/later',
      'refs/heads/main',
      'refs/heads/start',
      'refs/heads/topic',
      'refs/merge-requests/7/head',
      'refs/pull/8/head',
      'refs/remotes/origin/main',
      'refs/tags/v1',
    ]);
    expect(refs.find(({ name }) => name === 'refs/pull/8/head')).toMatchObject({ target: null, subject: 'Add b' });
    expect(refs.every(({ date }) => /^\d{4}-\d\d-\d\dT/.test(date))).toBe(true);
  });
});

describe('the working tree as the head', () => {
  const review = async (openText?: (path: string) => string | null) => {
    const git = repository.open();
    const revisions = await findRevisions({ base: 'main', head: null }, git);
    return readChange(revisions, git, openText === undefined ? {} : { openText });
  };

  it('counts with what nobody added yet, what moved, and without what is ignored', async () => {
    const change = await review();
    expect(change.files.map(({ path, previousPath }) => [path, previousPath])).toEqual([
      ['tls_policy', null],
      ['moved.tls_policy', 'old/tls_policy'],
      ['new.tls_policy', null],
    ]);
    expect(change.refused).toEqual([{ path: 'link.tls_policy', reason: 'it is a symbolic link' }]);
    expect(describeVerdicts(reviewChange(change, noLooks))).toEqual([
      'weaker a.example needs-reason',
      'added b.example untested',
      'added c.example untested',
      'file moved.tls_policy needs-reason',
      'weaker d3.example needs-reason',
      'added n.example untested',
    ]);
  });

  it('counts as the editor shows it', async () => {
    const { files } = await review((path) => (path === 'tls_policy' ? 'a.example secure\n' : null));
    expect(files.map(({ path }) => path)).not.toContain('tls_policy');
  });

  it('is found from a folder below, and is missing in a bare repository', async () => {
    const { folder, git } = repository;
    const { openRepository } = await import('../system/git');
    expect(await openRepository(join(folder, 'old')).top()).toBe(await repository.open().top());
    git('clone', '--quiet', '--bare', '.', 'bare.git');
    expect(await openRepository(join(folder, 'bare.git')).top()).toBeNull();
  });

  it('is the one of the folder, where a hook names another one by the environment', async () => {
    const { openRepository } = await import('../system/git');
    // In a linked worktree git names the repository to a hook, and then takes the current folder for the top one.
    process.env['GIT_DIR'] = join(repository.folder, '.git');
    try {
      expect(await openRepository(join(repository.folder, 'old')).top()).toBe(realpathSync(repository.folder));
    } finally {
      Reflect.deleteProperty(process.env, 'GIT_DIR');
    }
  });

  it('is not read after somebody cancelled', async () => {
    const { openRepository } = await import('../system/git');
    await expect(openRepository(repository.folder, AbortSignal.abort()).refs()).rejects.toThrow('interrupted');
  });
});
