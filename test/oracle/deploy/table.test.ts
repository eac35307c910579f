import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexSuffixes, type MapType } from '../../../server/src/system/map-type';
import { environment, isInstalled, skip } from '../machine';
import { answerOf, runDeploy } from './run-deploy';

const skipped = skip('deploy with postmap(1)', isInstalled('postmap') ? null : 'needs postmap');

describe.skipIf(skipped)('deploy', () => {
  let root: string;
  let folders = 0;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-deploy-'));
    // Who owns a table is who postmap(1) runs as.
    chmodSync(root, 0o755);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** A folder as /etc/postfix, with a list beside it. */
  function place(files: Readonly<Record<string, string>>): (name: string) => string {
    const folder = join(root, `etc-${folders++}`);
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return (name) => join(folder, name);
  }

  const compile = (path: string): void => {
    execFileSync('postmap', [`hash:${path}`], { env: environment() });
  };

  it('tells what changes for mail, the errors with their places, and why it refuses', async () => {
    const at = place({
      list: 'a.example securee\nc.example dane-only\n',
      tls_policy: 'a.example secure\nb.example secure\n',
    });
    compile(at('tls_policy'));
    const { code, stdout, stderr } = await runDeploy([at('list'), '--map', at('tls_policy')]);
    expect(code).toBe(1);
    expect(stdout).toContain(`${at('list')}:1:11 error unknown-level `);
    expect(stdout).toContain('removed b.example\n  - b.example secure\n');
    expect(stdout).toContain('added c.example\n  + c.example dane-only\n');
    expect(stderr).toContain('Refused: The list has 1 error.');
    expect(stderr).toContain('Refused: 2 of 2 entries in force (100 %) would vanish or get weaker; 10 % may.');
    expect(answerOf(`hash:${at('tls_policy')}`, 'b.example')).toBe('secure');
  });

  it('rehearses without leaving a trace', async () => {
    const at = place({ list: 'a.example secure\n' });
    const { code, stdout, stderr } = await runDeploy([at('list'), '--map', at('tls_policy'), '--dry-run']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'added a.example\n  + a.example secure\n' });
    expect(stderr).toContain('would be put in force: 1 added');
    expect([existsSync(at('tls_policy')), existsSync(at('tls_policy.deploy'))]).toEqual([false, false]);
  });

  it('makes an index anew that is behind its text, and one that is missing', async () => {
    const at = place({ list: 'a.example secure\n' });
    const args = [at('list'), '--map', at('tls_policy')];
    expect(await runDeploy(args)).toMatchObject({ code: 0 });
    const old = new Date(Date.now() - 600_000);
    utimesSync(at('tls_policy.db'), old, old);
    expect((await runDeploy(args)).stderr).toContain('the index was behind, and was made anew');
    rmSync(at('tls_policy.db'));
    expect((await runDeploy(args)).stderr).toContain('the index was behind, and was made anew');
    expect(answerOf(`hash:${at('tls_policy')}`, 'a.example')).toBe('secure');
    expect(await runDeploy(args)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.each<MapType>(['hash', 'lmdb', 'cdb', 'btree'])(
    'makes a %s index anew that is cut off, or no database at all',
    async (type) => {
      const at = place({ list: 'a.example secure\n' });
      const args = [at('list'), '--map', at('tls_policy'), '--type', type];
      expect(await runDeploy(args)).toMatchObject({ code: 0 });
      for (const content of ['', 'nothing that a database begins with\n'.repeat(500)]) {
        writeFileSync(at(`tls_policy${indexSuffixes[type] ?? ''}`), content);
        const { code, stderr } = await runDeploy(args);
        expect({ code, stderr }).toEqual({
          code: 0,
          stderr: 'postfix-tls-policy deploy: the index was behind, and was made anew\n',
        });
        expect(answerOf(`${type}:${at('tls_policy')}`, 'a.example')).toBe('secure');
      }
    },
  );

  it.runIf(process.getuid?.() === 0)('lets postmap(1) in as the owner of the table, whatever the umask', async () => {
    const at = place({ list: 'a.example secure\n', tls_policy: 'a.example may\n' });
    execFileSync('chown', ['daemon:mail', at('tls_policy')]);
    const umask = process.umask(0o077);
    try {
      expect(await runDeploy([at('list'), '--map', at('tls_policy')])).toMatchObject({ code: 0 });
    } finally {
      process.umask(umask);
    }
    expect(answerOf(`hash:${at('tls_policy')}`, 'a.example')).toBe('secure');
  });

  it('keeps the mode and the owner of the table and its index, and a copy of both', async () => {
    const at = place({ list: 'a.example secure\n', tls_policy: 'a.example may\n' });
    compile(at('tls_policy'));
    chmodSync(at('tls_policy'), 0o640);
    chmodSync(at('tls_policy.db'), 0o604);
    if (process.getuid?.() === 0) {
      for (const name of ['tls_policy', 'tls_policy.db']) execFileSync('chown', ['daemon:mail', at(name)]);
    }
    const factsOf = (path: string): readonly number[] => {
      const { mode, uid, gid } = statSync(path);
      return [mode, uid, gid];
    };
    const names = ['tls_policy', 'tls_policy.db'];
    const before = names.map((name) => factsOf(at(name)));
    expect(await runDeploy([at('list'), '--map', at('tls_policy')])).toMatchObject({ code: 0 });
    for (const folder of ['', 'tls_policy.deploy/previous/']) {
      expect(names.map((name) => factsOf(at(`${folder}${name}`)))).toEqual(before);
    }
    const copy = at('tls_policy.deploy/previous/tls_policy');
    expect([readFileSync(copy, 'utf8'), answerOf(`hash:${copy}`, 'a.example')]).toEqual(['a.example may\n', 'may']);
  });

  it('goes back by the copy', async () => {
    const at = place({ list: 'a.example may\n' });
    const args = ['--map', at('tls_policy'), '--allow-loss'];
    await runDeploy([at('list'), ...args]);
    writeFileSync(at('list'), 'a.example secure\n');
    await runDeploy([at('list'), ...args]);
    expect(answerOf(`hash:${at('tls_policy')}`, 'a.example')).toBe('secure');
    expect(await runDeploy([at('tls_policy.deploy/previous/tls_policy'), ...args])).toMatchObject({ code: 0 });
    expect(answerOf(`hash:${at('tls_policy')}`, 'a.example')).toBe('may');
  });

  it("makes the index of the site's own table, and tells where the two meet", async () => {
    const own = '.example.org may\nb.example encrypt\n';
    const at = place({ list: 'mail.example.org secure\nB.example secure\nc.example secure\n', own });
    const args = [at('list'), '--map', at('tls_policy'), '--overrides', at('own')];
    const { code, stdout, stderr } = await runDeploy(args);
    expect(code).toBe(0);
    expect(stdout).toContain('B.example: the own entry stands for that of the list\n');
    expect(stdout).toContain('mail.example.org: the entry of the list stands before the own .example.org,');
    expect(stderr).toContain(`${at('own')}: the index was behind, and was made anew`);
    expect(answerOf(`hash:${at('own')}`, 'b.example')).toBe('encrypt');
    expect(readFileSync(at('own'), 'utf8')).toBe(own);
    expect(await runDeploy(args)).toEqual({ code: 0, stdout: '', stderr: '' });
    writeFileSync(at('own'), 'b.example nonsense\n');
    const broken = await runDeploy(args);
    expect(broken).toMatchObject({ code: 1 });
    expect(broken.stderr).toContain(`${at('own')} has errors, so its index stays as it is`);
    expect(answerOf(`hash:${at('own')}`, 'b.example')).toBe('encrypt');
  });

  it("makes the index of the site's own table also where the list is refused, or can't be read", async () => {
    const at = place({ list: 'a.example nonsense\n', own: 'a.example may\n' });
    const args = ['--map', at('tls_policy'), '--overrides', at('own')];
    expect(await runDeploy([at('list'), ...args])).toMatchObject({ code: 1 });
    expect(answerOf(`hash:${at('own')}`, 'a.example')).toBe('may');
    writeFileSync(at('own'), 'a.example none\n');
    const old = new Date(Date.now() - 600_000);
    utimesSync(at('own.db'), old, old);
    expect(await runDeploy([at('none'), ...args])).toMatchObject({ code: 2 });
    expect(answerOf(`hash:${at('own')}`, 'a.example')).toBe('none');
  });

  it("takes the type and the place of the site's own table from main.cf", async () => {
    const at = place({ list: 'a.example secure\n', own: 'a.example may\n' });
    const name = (maps: string): void => writeFileSync(at('main.cf'), `smtp_tls_policy_maps = ${maps}\n`);
    const tables = ['--map', at('tls_policy'), '--overrides', at('own'), '--main-cf', at('main.cf')];
    const deploy = () => runDeploy([at('list'), ...tables, '--dry-run']);
    name(`lmdb:${at('own')} hash:${at('tls_policy')}`);
    expect((await deploy()).stdout).toContain('a.example: the own entry stands for that of the list\n');
    expect(await runDeploy([at('list'), ...tables])).toMatchObject({ code: 0 });
    expect([answerOf(`lmdb:${at('own')}`, 'a.example'), existsSync(at('own.db'))]).toEqual(['may', false]);
    for (const maps of [`hash:${at('tls_policy')} lmdb:${at('own')}`, `hash:${at('tls_policy')}`]) {
      name(maps);
      const { stdout, stderr } = await deploy();
      expect(stdout).not.toContain('the own entry stands');
      expect(stderr).toContain(`${at('main.cf')} does not name ${at('own')} in front of ${at('tls_policy')}, so`);
    }
    name(`pcre:${at('own')} hash:${at('tls_policy')}`);
    expect(await deploy()).toMatchObject({ code: 2, stderr: expect.stringMatching(/is a pcre table/) as string });
  });

  it('reloads a Postfix that runs, once, and leaves one alone that does not', async () => {
    const at = place({ list: 'a.example secure\n' });
    symlinkSync(
      execFileSync('sh', ['-c', 'command -v postmap'], { env: environment(), encoding: 'utf8' }).trim(),
      at('postmap'),
    );
    const postfix = (status: number): void => {
      writeFileSync(at('postfix'), `#!/bin/sh\necho "$@" >>${at('asked')}\n[ "$1" != status ] || exit ${status}\n`, {
        mode: 0o755,
      });
    };
    const map = ['--map', at('tls_policy'), '--type', 'texthash', '--reload', '--postmap', at('postmap')];
    postfix(1);
    expect(await runDeploy([at('list'), ...map])).toMatchObject({ code: 0 });
    expect(readFileSync(at('asked'), 'utf8')).toBe('status\n');
    postfix(0);
    writeFileSync(at('list'), 'a.example dane-only\n');
    expect(await runDeploy([at('list'), ...map])).toMatchObject({ code: 0 });
    expect(await runDeploy([at('list'), ...map])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(at('asked'), 'utf8')).toBe('status\nstatus\nreload\n');
  });

  it('goes on to its end where nobody reads what it tells', async () => {
    const at = place({ list: 'a.example secure\n' });
    const command = ['--import', 'tsx', join(import.meta.dirname, '../../../server/src/cli/main.ts'), 'deploy'];
    const child = spawn(process.execPath, [...command, at('list'), '--map', at('tls_policy')], { env: environment() });
    child.stdout.destroy();
    child.stderr.resume();
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([code, answerOf(`hash:${at('tls_policy')}`, 'a.example')]).toEqual([0, 'secure']);
  });

  it('tells what is dead, hidden or acts otherwise by a main.cf, and takes the type from there', async () => {
    const at = place({ list: 'a.example dane\nb.example secure\nc.example secure\n', own: 'b.example may\n' });
    compile(at('own'));
    const mainCf = (maps: string): string =>
      `compatibility_level = 3.6\nsmtp_tls_CAfile = /ca\nsmtp_tls_policy_maps = ${maps}\n`;
    writeFileSync(at('main.cf'), mainCf(`hash:${at('own')} lmdb:${at('tls_policy')}`));
    const args = [at('list'), '--map', at('tls_policy'), '--main-cf', at('main.cf')];
    const { code, stdout } = await runDeploy(args);
    expect(code).toBe(0);
    expect(stdout).toContain(`smtp: b.example is dead, as hash:${at('own')} comes first\n`);
    expect(stdout).toContain('smtp: a.example acts as may: No DANE here: ');
    expect(stdout).not.toContain('c.example acts');
    expect(answerOf(`lmdb:${at('tls_policy')}`, 'c.example')).toBe('secure');
    writeFileSync(at('main.cf'), mainCf(`hash:${at('own')}`));
    const { stderr } = await runDeploy([...args, '--type', 'hash', '--dry-run']);
    expect(stderr).toContain(`names ${at('tls_policy')} nowhere, so no entry of the list is in force`);
    writeFileSync(at('main.cf'), mainCf(`unionmap:{hash:${at('own')}, lmdb:${at('tls_policy')}}`));
    writeFileSync(at('list'), 'a.example dane\n');
    expect((await runDeploy([...args, '--allow-loss'])).stderr).toContain(
      `names ${at('tls_policy')} as a part of another table only, so`,
    );
  });

  it.each<[what: string, args: (at: (name: string) => string) => readonly string[], told: RegExp]>([
    ['no table', (at) => [at('list')], /name the table of Postfix by --map/],
    ['no list', (at) => ['--map', at('tls_policy')], /name one list/],
    ['the table as the list', (at) => [at('list'), '--map', at('list')], /are one file/],
    [
      'a list that is not there',
      (at) => [at('none'), '--map', at('tls_policy')],
      /can't read .*none: there is no such file/,
    ],
    [
      'a table in a folder that is not there',
      (at) => [at('list'), '--map', at('none/tls_policy')],
      /none\/tls_policy: there is no folder .*none$/m,
    ],
    [
      'a symbolic link',
      (at) => [at('list'), '--map', at('link')],
      /link: it is a symbolic link; name the file that it leads to/,
    ],
    [
      'a table whose index is a symbolic link',
      (at) => [at('list'), '--map', at('linked')],
      /linked: its index linked\.db is no regular file; put a copy of what it leads to in its place/,
    ],
    ['a folder', (at) => [at('list'), '--map', root], /it is no regular file/],
    [
      'a postmap that is not there',
      (at) => [at('list'), '--map', at('t'), '--postmap', at('none')],
      /none is not installed/,
    ],
    [
      'a state of somebody else',
      (at) => [at('list'), '--map', at('kept')],
      /is no state of this program; move it away/,
    ],
    ['another type', (at) => [at('list'), '--map', at('t'), '--type', 'pcre'], /"pcre" is none of hash/],
    [
      'another type than main.cf says',
      (at) => [at('list'), '--map', at('t'), '--type', 'lmdb', '--main-cf', at('main.cf')],
      /--type lmdb: --main-cf names \S+ as a hash table/,
    ],
    [
      'a table of patterns',
      (at) => [at('list'), '--map', at('patterns'), '--main-cf', at('main.cf')],
      /--main-cf names \S+patterns as a pcre table, which no list becomes/,
    ],
    [
      'a btree table as another one',
      (at) => [at('list'), '--map', at('tree')],
      /tree\.db is a btree table; add --type btree/,
    ],
  ])('refuses %s', async (what, args, told) => {
    const at = place({ list: 'a.example secure\n', tree: 'a.example may\n' });
    symlinkSync('list', at('link'));
    symlinkSync('elsewhere.db', at('linked.db'));
    writeFileSync(at('main.cf'), `smtp_tls_policy_maps = hash:${at('t')} pcre:${at('patterns')}\n`);
    execFileSync('postmap', [`btree:${at('tree')}`], { env: environment() });
    mkdirSync(at('kept.deploy'));
    writeFileSync(at('kept.deploy/state.json'), '{}');
    // A rehearsal compiles nothing.
    for (const rest of what.startsWith('a postmap') ? [[]] : [['--dry-run'], []]) {
      const { code, stderr } = await runDeploy([...args(at), ...rest]);
      expect([stderr, code]).toEqual([expect.stringMatching(told), 2]);
    }
  });

  it('lets two runs at the same time follow each other', async () => {
    const at = place({ list: 'a.example secure\n', other: 'a.example secure\nb.example secure\n' });
    // In one process both have the same claim, so each has its own.
    const command = ['--import', 'tsx', join(import.meta.dirname, '../../../server/src/cli/main.ts'), 'deploy'];
    const { startCli } = await import('../../unit/run-cli');
    const runs = ['list', 'other', 'list', 'other'].map((name) => {
      return startCli(process.execPath, [...command, at(name), '--map', at('tls_policy'), '--allow-loss']).ended;
    });
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const text = readFileSync(at('tls_policy'), 'utf8');
    expect(answerOf(`hash:${at('tls_policy')}`, 'b.example')).toBe(text.includes('b.example') ? 'secure' : '');
  });
});
