import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltCli, buildCli } from './build-cli';
import { type CliResult, startCli } from './run-cli';

const mistaken = '# partners\nexample.org secure # ticket\nexample.net dane\n';
const mended = '# partners\n# ticket\nexample.org secure\nexample.net dane\n';
const configFile = '.postfix-tls-policy.json';

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());

/** Makes files below a folder of their own, and returns it. */
let folders = 0;
function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  folders += 1;
  const folder = join(cli.folder, `case-${folders}`);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** By bash in a folder, in which the program is `cli`. */
const shell = (folder: string, script: string, as: readonly string[] = []): Promise<CliResult> => {
  const text = `set -o pipefail; cli() { "${process.execPath}" "${cli.file}" "$@"; }; cd "${folder}"; ${script}`;
  // A bash whose standard input is a socket, as Node's are, may read the user's own file of commands.
  return startCli('env', [...as, 'bash', '--norc', '-c', text]).ended;
};

const isRoot = process.getuid?.() === 0;
/** As somebody who may not do everything; root becomes nobody. */
const asNobody = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
/** Gives what is in the folder to that somebody. */
function giveToNobody(...paths: readonly string[]): void {
  if (isRoot) for (const path of paths) chownSync(path, 65_534, 65_534);
}

describe('the bundled fix', () => {
  it('mends files in one step, keeps their mode, and leaves nothing else behind', async () => {
    const folder = folderWith({ tls_policy: mistaken, 'main.cf': 'smtp_tls_security_level = may\n' });
    chmodSync(join(folder, 'tls_policy'), 0o640);
    const before = statSync(join(folder, 'main.cf'));
    expect(await shell(folder, 'cli fix tls_policy main.cf')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'mended 1 finding in 1 of 2 files\n',
    });
    expect(readFileSync(join(folder, 'tls_policy'), 'utf8')).toBe(mended);
    expect(statSync(join(folder, 'tls_policy')).mode & 0o7777).toBe(0o640);
    expect(readdirSync(folder).sort()).toEqual(['main.cf', 'tls_policy']);
    // What needs no fix is not touched.
    expect(statSync(join(folder, 'main.cf'))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    expect(await shell(folder, 'cli check tls_policy')).toMatchObject({ code: 0, stdout: '' });
  });

  it('mends what a link leads to', async () => {
    const folder = folderWith({ 'real/list': mistaken });
    symlinkSync('real/list', join(folder, 'tls_policy'));
    expect(await shell(folder, 'cli fix tls_policy')).toMatchObject({ code: 0 });
    expect(readlinkSync(join(folder, 'tls_policy'))).toBe('real/list');
    expect(lstatSync(join(folder, 'tls_policy')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real/list'), 'utf8')).toBe(mended);
  });

  it.each([
    ['a dangling link', 'ln -s nowhere x.tls_policy', 'x.tls_policy: there is no such file'],
    ['a folder', 'mkdir x.tls_policy', 'x.tls_policy: it is a directory'],
    [
      'a pipe',
      'cp tls_policy x; mkfifo x.tls_policy; cat x > x.tls_policy &',
      'x.tls_policy: it is no regular file, and so can not be replaced',
    ],
  ])('refuses %s, and mends the others', async (_, prepare, reason) => {
    const folder = folderWith({ tls_policy: mistaken });
    const { code, stdout, stderr } = await shell(folder, `${prepare}\ncli fix x.tls_policy tls_policy`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`postfix-tls-policy fix: ${reason}\n`);
    expect(readFileSync(join(folder, 'tls_policy'), 'utf8')).toBe(mended);
  });

  it('leaves a file as it is that was changed meanwhile', async () => {
    const folder = folderWith({
      tls_policy: mistaken,
      // The first thing that is asked when a file is to be replaced; somebody else writes at that moment.
      'meanwhile.cjs': `const files = require('node:fs/promises');
        const { realpath } = files;
        files.realpath = async (path) => { await files.appendFile(path, 'a.example dane\\n'); return realpath(path); };`,
    });
    const args = ['--require', join(folder, 'meanwhile.cjs'), cli.file, 'fix', join(folder, 'tls_policy')];
    const { code, stderr } = await startCli(process.execPath, args).ended;
    expect(code).toBe(2);
    expect(stderr).toContain('tls_policy: it was changed meanwhile, and so was left as it is\n');
    expect(readFileSync(join(folder, 'tls_policy'), 'utf8')).toBe(`${mistaken}a.example dane\n`);
    expect(readdirSync(folder).sort()).toEqual(['meanwhile.cjs', 'tls_policy']);
  });

  it('writes nothing without permission', async () => {
    const folder = folderWith({ tls_policy: mistaken, 'foreign.tls_policy': mistaken });
    chmodSync(cli.folder, 0o755);
    chmodSync(join(folder, 'tls_policy'), 0o444);
    chmodSync(join(folder, 'foreign.tls_policy'), 0o666);
    giveToNobody(folder, join(folder, 'tls_policy'));
    const { code, stderr } = await shell(folder, 'cli fix tls_policy', asNobody);
    expect(code).toBe(2);
    expect(stderr).toContain('tls_policy: permission denied\n');
    if (isRoot) {
      const foreign = await shell(folder, 'cli fix foreign.tls_policy', asNobody);
      expect(foreign.stderr).toContain('it belongs to another user or group, to whom the new one could not be given\n');
    }
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), 'utf8')).toBe(mistaken);
    expect(readdirSync(folder).sort()).toEqual(['foreign.tls_policy', 'tls_policy']);
  });

  it('tells with --dry-run a diff that patch and git take, byte for byte', async () => {
    const latin1 = Buffer.from('# B\xfccher\r\nexample.org secure # f\xfcr uns\r\nexample.net dane', 'latin1');
    const folder = folderWith({ 'a b.tls_policy': latin1, 'lists/tls_policy': mistaken });
    const names = '"a b.tls_policy" lists/tls_policy';
    const dry = await shell(
      folder,
      `cli fix --dry-run ${names} > ../diff-of-${folders}; echo "status $?"; cli fix --dry-run ${names} | git apply -p0 --check -`,
    );
    expect(dry).toMatchObject({ code: 1, stdout: 'status 1\n' });
    expect(readFileSync(join(folder, 'a b.tls_policy'))).toEqual(latin1);
    const applied = await shell(folder, `git apply -p0 ../diff-of-${folders} && cli fix --dry-run ${names}`);
    expect(applied).toEqual({ code: 0, stdout: '', stderr: 'nothing to mend\n' });
    expect(readFileSync(join(folder, 'a b.tls_policy'), 'latin1')).toBe(
      '# B\xfccher\r\n# f\xfcr uns\r\nexample.org secure\r\nexample.net dane',
    );
    expect(readFileSync(join(folder, 'lists/tls_policy'), 'utf8')).toBe(mended);
  });

  it('sends standard input to standard output, whatever its bytes', async () => {
    const folder = folderWith({ in: Buffer.from('# \xff\xfe\0\nexample.org secure # \xe9\n', 'latin1') });
    const run = await shell(folder, 'cat in | cli fix --stdin-filename tls_policy - > out');
    expect(run).toMatchObject({ code: 0, stderr: 'mended 1 finding in 1 of 1 file\n' });
    expect(readFileSync(join(folder, 'out'), 'latin1')).toBe('# \xff\xfe\0\n# \xe9\nexample.org secure\n');
  });

  it('mends a hundred thousand lines', async () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `d${index}.example secure # x\n`);
    const folder = folderWith({ tls_policy: lines.join('') });
    const run = await shell(folder, 'cli fix tls_policy');
    expect(run).toMatchObject({ code: 0, stderr: 'mended 100000 findings in 1 of 1 file\n' });
    expect(readFileSync(join(folder, 'tls_policy'), 'utf8')).toBe(
      lines.map((line) => line.replace(/(.*) # x/, '# x\n$1')).join(''),
    );
  }, 60_000);
});

describe('the configuration of the bundled command line', () => {
  const table = 'example.org may\n';
  const off = '{"rules": {"unsafe-level-may": "off"}}';

  it('is found from the file upward, wherever the program is called', async () => {
    const folder = folderWith({ [configFile]: off, 'lists/deep/tls_policy': table, 'lists/other/tls_policy': table });
    writeFileSync(join(folder, 'lists/other', configFile), '{}');
    symlinkSync('lists/deep', join(folder, 'link'));
    for (const [script, code] of [
      ['cli check lists/deep/tls_policy', 0],
      [`cli check "${folder}/lists/deep/tls_policy"`, 0],
      ['cd lists/deep && cli check tls_policy', 0],
      ['cd lists/other && cli check ../deep/tls_policy', 0],
      ['cd lists/deep && cli check ../other/tls_policy', 1],
      ['cd / && cli check --no-config "$OLDPWD/lists/deep/tls_policy"', 1],
      ['cli check link/tls_policy', 0],
      ['cd lists/deep && cat tls_policy | cli check --language policy -', 0],
      ['cd lists && cat deep/tls_policy | cli check --stdin-filename other/tls_policy -', 1],
    ] as const) {
      expect([script, (await shell(folder, script)).code]).toEqual([script, code]);
    }
  });

  it.each([
    ['a mistake', '{"rules": {"unsafe-level-may": "no"}}', `../${configFile}:1:32: "unsafe-level-may" takes one of`],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x7b, 0]), `../${configFile}:1:1: these bytes are no UTF-8`],
    [
      'a host to ask',
      '{"route": "socks5://192.0.2.1:1080"}',
      `../${configFile}:1:2: "route" decides whom a probe asks and trusts`,
    ],
  ])('with %s stops check, fix and probe', async (_, content, reason) => {
    const folder = folderWith({ [configFile]: content, 'lists/tls_policy': mistaken });
    for (const command of ['check tls_policy', 'fix tls_policy', 'probe --resolver 127.0.0.1:1 a.example']) {
      const { code, stdout, stderr } = await shell(folder, `cd lists && cli ${command}`);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`postfix-tls-policy ${command.split(' ')[0]}: ${reason}`);
    }
    expect(readFileSync(join(folder, 'lists/tls_policy'), 'utf8')).toBe(mistaken);
  });

  it('that may not be read stops the program, a folder that may not be entered does not', async () => {
    const folder = folderWith({ [`secret/${configFile}`]: off, 'secret/lists/tls_policy': table });
    chmodSync(cli.folder, 0o755);
    giveToNobody(join(folder, 'secret'), join(folder, 'secret', configFile));
    chmodSync(join(folder, 'secret', configFile), 0);
    const unreadable = await shell(folder, 'cd secret/lists && cli check tls_policy', asNobody);
    expect(unreadable).toMatchObject({ code: 2, stdout: '' });
    expect(unreadable.stderr).toBe(`postfix-tls-policy check: ../${configFile}: permission denied\n`);
    // As somebody who is in a folder below one that he may not enter.
    const inside = await shell(
      folder,
      'cd secret/lists; chmod 0 ..; cli check --language policy -; echo $?; chmod 755 ..',
      asNobody,
    );
    expect(inside).toMatchObject({ stdout: '0\n' });
  });
});
