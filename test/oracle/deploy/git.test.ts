import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInstalled, skip } from '../machine';
import { answerOf, runDeploy } from './run-deploy';

const missing = ['git', 'ssh-keygen', 'postmap'].filter((program) => !isInstalled(program));
const skipped = skip('deploy from git', missing.length > 0 ? `needs ${missing.join(', ')}` : null);

/** A repository whose commits are signed by SSH keys, or not. */
class SignedList {
  readonly folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-deploy-'));
  readonly work = join(this.folder, 'work');
  readonly signers = join(this.folder, 'allowed-signers');
  /** A day ago; each commit has a time of its own. */
  private seconds = Math.floor(Date.now() / 1000) - 86_400;

  constructor() {
    mkdirSync(this.work);
    this.git('init', '--quiet', '--initial-branch=main');
    for (const name of ['alice', 'mallory']) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(this.folder, name)]);
    }
    const key = readFileSync(join(this.folder, 'alice.pub'), 'utf8');
    writeFileSync(this.signers, `alice@example.org namespaces="git" ${key}`);
  }

  git(...args: readonly string[]): string {
    this.seconds += 60;
    return execFileSync('git', args, {
      cwd: this.work,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: this.folder,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'A',
        GIT_AUTHOR_EMAIL: 'a@example.org',
        GIT_COMMITTER_NAME: 'A',
        GIT_COMMITTER_EMAIL: 'a@example.org',
        GIT_AUTHOR_DATE: `${this.seconds} +0000`,
        GIT_COMMITTER_DATE: `${this.seconds} +0000`,
      },
    });
  }

  commit(text: string, signer: string | null = null): void {
    writeFileSync(join(this.work, 'tls_policy'), text);
    this.git('add', 'tls_policy');
    this.git(...this.signing(signer), 'commit', '--quiet', '-m', 'list', ...(signer === null ? [] : ['-S']));
  }

  tag(name: string, signer: string | null): void {
    this.git(...this.signing(signer), 'tag', '-f', ...(signer === null ? ['-a'] : ['-s']), '-m', name, name);
  }

  private signing(signer: string | null): readonly string[] {
    if (signer === null) return ['-c', 'commit.gpgSign=false'];
    return ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${join(this.folder, signer)}`];
  }
}

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
    rmSync(list.folder, { recursive: true, force: true });
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
    ['by somebody else', 'mallory', 1, /Refused: /],
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
    list.commit('a.example secure\n# broken\n');
    expect(await deploy(map)).toMatchObject({ code: 0 });
    const { port } = silent.address() as { port: number };
    const rows: readonly (readonly [args: readonly string[], told: RegExp])[] = [
      [[`https://127.0.0.1:${port}/list`, '--timeout', '1'], /did not end within 1 s/],
      [['https://127.0.0.1:1/list'], /fatal: unable to access/],
      [['ssh://127.0.0.1:1/list'], /fatal: Could not read from remote repository/],
      [[url(), '--branch', 'none'], /couldn't find remote ref/],
      [[url(), '--file', 'none'], /there is no file none in refs\/heads\/main/],
      [[`file://${list.folder}/nowhere`], /fatal: /],
      [['http://127.0.0.1/list'], /http:\/\/ is not spoken here/],
      [['ext::sh -c touch% /tmp/owned', '--branch', 'main'], /--branch: only with the URL/],
      [[url(), '--branch=--upload-pack=x'], /no name of a branch/],
      [[url(), '--file', '../x'], /no path inside a repository/],
    ];
    for (const [args, told] of rows) {
      const result = await deploy(map, ...args);
      expect([result.code, result.entry], args.join(' ')).toEqual([2, 'secure']);
      expect(result.stderr, args.join(' ')).toMatch(told);
    }
    expect(await deploy(map)).toMatchObject({ code: 0, stderr: '' });
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
