import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInstalled, skip } from '../machine';
import { answerOf, runDeploy } from './run-deploy';
import { SignedList } from './signed-list';

const missing = ['git', 'ssh-keygen', 'postmap'].filter((program) => !isInstalled(program));
const skipped = skip('deploy from git', missing.length > 0 ? `needs ${missing.join(', ')}` : null);

describe.skipIf(skipped)('deploy from git', () => {
  let list: SignedList;
  let silent: Server;
  let maps = 0;
  beforeAll(async () => {
    list = new SignedList();
    silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    silent.close();
    list.remove();
  });

  const newMap = (): string => join(list.folder, `map-${maps++}`);
  const url = (): string => `file://${list.work}`;
  const signed = (): readonly string[] => ['--allowed-signers', list.signers];

  async function deploy(map: string, source = url(), ...rest: readonly string[]) {
    const result = await runDeploy([source, '--map', map, ...rest]);
    return { ...result, entry: answerOf(`hash:${map}`, 'a.example') };
  }

  it('takes a newer commit, refuses an older one and another history, and is quiet where nothing changes', async () => {
    const map = newMap();
    list.commit('a.example may\n');
    expect(await deploy(map)).toMatchObject({ code: 0, entry: 'may', stdout: 'added a.example\n  + a.example may\n' });
    expect(await deploy(map)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    list.commit('a.example encrypt\n');
    expect(await deploy(map, url(), '--dry-run')).toMatchObject({ code: 0, entry: 'may' });
    expect(await deploy(map)).toMatchObject({ code: 0, entry: 'encrypt' });
    list.git('branch', 'newest');
    list.git('reset', '--quiet', '--hard', 'HEAD~1');
    const older = await deploy(map, url(), '--allow-loss');
    expect(older).toMatchObject({ code: 1, entry: 'encrypt' });
    expect(older.stderr).toContain('Refused: The commit is older than the one in force.');
    list.commit('a.example secure\n');
    const rewritten = await deploy(map);
    expect(rewritten).toMatchObject({ code: 1, entry: 'encrypt' });
    expect(rewritten.stderr).toContain('does not come from the one in force');
    expect(await deploy(map, url(), '--allow-older')).toMatchObject({ code: 0, entry: 'secure' });
    // Refused is not installed: the high-water mark is the last one that was put in force.
    expect(await deploy(map, url(), '--branch', 'newest')).toMatchObject({ code: 1, entry: 'secure' });
  });

  it.each<[what: string, signer: string | null, code: number, told: RegExp]>([
    ['by somebody who is trusted', 'alice', 0, /Good "git" signature for alice@example.org/],
    ['by somebody else', 'mallory', 1, /Refused: it is signed by the ED25519 key SHA256:\S+, which \S+ does not allow/],
    ['by nobody', null, 1, /Refused: nobody has signed the commit of refs\/heads\/main/],
  ])('takes by its signature a commit that is signed %s', async (_, signer, code, told) => {
    const map = newMap();
    list.commit(`a.example secure\n# ${signer}\n`, signer);
    const result = await deploy(map, url(), ...signed());
    expect(result.code).toBe(code);
    expect(result.stderr).toMatch(told);
    expect(result.entry === 'secure').toBe(code === 0);
  });

  it('takes a tag by its own signature, and under its own name alone', async () => {
    list.commit('a.example secure\n# tagged\n');
    list.tag('v1', 'alice');
    expect(await deploy(newMap(), url(), '--tag', 'v1', ...signed())).toMatchObject({ code: 0, entry: 'secure' });
    list.git('branch', 'feature/#12-für-alle');
    expect(await deploy(newMap(), url(), '--branch', 'feature/#12-für-alle')).toMatchObject({ code: 0 });
    list.git('update-ref', 'refs/tags/v2', 'refs/tags/v1');
    const renamed = await deploy(newMap(), url(), '--tag', 'v2', ...signed());
    expect(renamed.code).toBe(1);
    expect(renamed.stderr).toContain('the tag calls itself v1, and so is not refs/tags/v2');
    list.tag('v3', null);
    const unsigned = await deploy(newMap(), url(), '--tag', 'v3', ...signed());
    expect(unsigned).toMatchObject({ code: 1, entry: expect.stringContaining('No such file') as string });
  });

  it('leaves the old list in force where the source is broken, and says why', async () => {
    const map = newMap();
    list.commit('a.example may\n');
    mkdirSync(join(list.work, 'folder'));
    writeFileSync(join(list.work, 'folder/file'), '');
    symlinkSync('tls_policy', join(list.work, 'link'));
    list.git('add', 'folder', 'link');
    list.git('update-index', '--add', '--cacheinfo', `160000,${list.git('rev-parse', 'HEAD').trim()},module`);
    list.commit('a.example secure\n# broken\n');
    expect(await deploy(map)).toMatchObject({ code: 0 });
    list.commit('a.example may\n');
    list.git('clone', '--quiet', '--depth=1', url(), join(list.folder, 'shallow'));
    list.git('reset', '--quiet', '--hard', 'HEAD~1');
    const { port } = silent.address() as { port: number };
    const rows: readonly (readonly [args: readonly string[], told: RegExp])[] = [
      [[`https://127.0.0.1:${port}/list`, '--timeout', '1'], / git did not end within 1 s/],
      [['https://127.0.0.1:1/list'], /fatal: unable to access/],
      [['ssh://127.0.0.1:1/list'], /ssh.*; fatal: Could not read from remote repository/],
      [[url(), '--branch', 'none'], /couldn't find remote ref/],
      [[url(), '--file', 'none'], /there is no file none in refs\/heads\/main/],
      [[url(), '--file', 'link'], /link is a symbolic link in refs\/heads\/main; name by --file what it leads to/],
      [[url(), '--file', 'folder'], /folder is a folder in refs\/heads\/main/],
      [[url(), '--file', 'module'], /module is a submodule in refs\/heads\/main/],
      [[url(), '--allowed-signers', join(list.folder, 'none')], /none: there is no such file/],
      [[url(), '--gnupg-home', join(list.folder, 'none')], /none: there is no such file/],
      [[`file://${list.folder}/shallow`], /is cut off \(git clone --depth\).*git fetch --unshallow/],
      [[`file://${list.folder}/nowhere`], /fatal: /],
      [['http://127.0.0.1/list'], /http:\/\/ is not spoken here/],
      [['ext::sh -c touch% /tmp/owned', '--branch', 'main'], /--branch: only with the URL/],
      ...['--upload-pack=x', 'a:refs/x', 'a b', '*', 'a..b', 'a.lock', '/a', 'a/', '.a', 'a\u007f', 'a~1'].map(
        (name) => [[url(), `--branch=${name}`], /no name of a branch/] as const,
      ),
      [[url(), '--file', '../x'], /no path inside a repository/],
    ];
    for (const [args, told] of rows) {
      const result = await deploy(map, ...args);
      expect([result.code, result.entry], args.join(' ')).toEqual([2, 'secure']);
      expect(result.stderr, args.join(' ')).toMatch(told);
    }
    expect(await deploy(map)).toMatchObject({ code: 0, stderr: '' });
  });

  it.each<[what: string, damage: (repository: string) => void]>([
    ['its HEAD is empty', (repository) => writeFileSync(join(repository, 'HEAD'), '')],
    ['a ref is empty', (repository) => writeFileSync(join(repository, 'refs/deploy/candidate'), '')],
    ['its objects are gone', (repository) => rmSync(join(repository, 'objects'), { recursive: true, force: true })],
  ])('fetches all anew where the own repository is damaged: %s', async (_, damage) => {
    const map = newMap();
    list.commit('a.example may\n');
    expect(await deploy(map)).toMatchObject({ code: 0 });
    damage(join(`${map}.deploy`, 'repository.git'));
    list.commit('a.example secure\n');
    expect(await deploy(map)).toMatchObject({ code: 0, entry: 'secure' });
  });

  it('leaves another repository alone that the environment names, as in a hook', async () => {
    list.commit('a.example secure\n# environment\n');
    const other = join(list.folder, 'other');
    list.git('init', '--quiet', other);
    const before = readdirSync(join(other, '.git/refs'));
    const names = { GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other, GIT_OBJECT_DIRECTORY: join(other, 'objects') };
    Object.assign(process.env, names);
    try {
      expect(await deploy(newMap())).toMatchObject({ code: 0, entry: 'secure' });
    } finally {
      for (const name of Object.keys(names)) Reflect.deleteProperty(process.env, name);
    }
    expect([readdirSync(join(other, '.git/refs')), existsSync(join(other, 'objects'))]).toEqual([before, false]);
  });

  it('goes on after a git that was killed, and warns of a list that is old', async () => {
    const map = newMap();
    list.commit('a.example secure\n# locks\n');
    expect(await deploy(map)).toMatchObject({ code: 0 });
    const repository = join(`${map}.deploy`, 'repository.git');
    mkdirSync(join(repository, 'refs/deploy'), { recursive: true });
    for (const name of ['config.lock', 'shallow.lock', 'packed-refs.lock', 'refs/deploy/candidate.lock']) {
      writeFileSync(join(repository, name), '');
    }
    list.commit('a.example secure\n# unlocked\n');
    const result = await deploy(map, url(), '--stale-after', '1h');
    expect(result).toMatchObject({ code: 0, entry: 'secure' });
    expect(result.stderr).toMatch(
      /in force: nothing changes for mail\n.*The list in force is stale: its last commit is of /,
    );
  });
});
