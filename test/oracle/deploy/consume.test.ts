import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliResult, startCli } from '../../unit/run-cli';
import { isInstalled, programPath, skip } from '../machine';
import { answerOf } from './run-deploy';
import { SignedList } from './signed-list';

const missing = ['dash', 'git', 'ssh-keygen', 'postmap', 'flock'].filter((program) => !isInstalled(program));
const skipped = skip('examples/consume.sh', missing.length > 0 ? `needs ${missing.join(', ')}` : null);
const script = join(import.meta.dirname, '../../../examples/consume.sh');
/** Those that change a file, in the shell's own process as the parent. */
const disturbed = ['mkdir', 'mv', 'cp', 'postmap', 'sync', 'rm'];

describe.skipIf(skipped)('examples/consume.sh', () => {
  let list: SignedList;
  let wrappers: string;
  let maps = 0;
  beforeAll(() => {
    list = new SignedList();
    wrappers = join(list.folder, 'wrappers');
    mkdirSync(wrappers);
    for (const program of disturbed) {
      const real = execFileSync('sh', ['-c', `PATH=${programPath} command -v ${program}`], { encoding: 'utf8' }).trim();
      const text = [
        '#!/bin/sh',
        `echo ${program} >>"$COUNTER"`,
        // The one that is killed at its command has the command done, or not.
        'if [ "$(wc -l <"$COUNTER")" -eq "$DIE_AT" ]; then',
        `  [ "$DONE" = no ] || ${real} "$@"`,
        '  kill -9 $PPID',
        '  exit 1',
        'fi',
        `exec ${real} "$@"`,
      ];
      writeFileSync(join(wrappers, program), `${text.join('\n')}\n`, { mode: 0o755 });
    }
  });
  afterAll(() => list.remove());

  const newMap = (): string => join(list.folder, `map-${maps++}`);
  const consume = (shell: readonly string[], map: string, ...args: readonly string[]): Promise<CliResult> => {
    const [program = 'dash', ...options] = shell;
    const all = ['-u', `file://${list.work}`, '-m', map, '-s', list.signers, ...args];
    return startCli(program, [...options, script, ...all]).ended;
  };

  it.each([
    ['hash', ['dash']],
    ['lmdb', ['bash', '--posix']],
    ['cdb', ['dash']],
    ['texthash', ['dash']],
  ] as const)('takes what is signed into a %s table by %j, and refuses the rest', async (type, shell) => {
    const map = newMap();
    const answer = (): string => answerOf(`${type}:${map}`, 'a.example');
    const run = (...args: readonly string[]) => consume(shell, map, '-t', type, ...args);
    list.commit(`a.example secure\n.B.example dane-only\n# ${type}\n`, 'alice');
    expect(await run()).toEqual({ code: 0, stdout: '', stderr: '' });
    expect([answer(), answerOf(`${type}:${map}`, '.b.example')]).toEqual(['secure', 'dane-only']);
    expect(await run()).toEqual({ code: 0, stdout: '', stderr: '' });
    if (type !== 'hash') return;
    const refused: readonly (readonly [text: string, signer: string | null, told: RegExp])[] = [
      ['a.example may\n.b.example may\n', null, /is not signed by anybody of/],
      ['a.example may\n.b.example may\n', 'mallory', /is not signed by anybody of/],
      ['a.example may\n', 'alice', /1 of 2 keys would vanish/],
      ['a.example may\n.b.example\n', 'alice', /postmap warns of the list/],
      ['# nothing\n', 'alice', /the list has no entry/],
    ];
    for (const [text, signer, told] of refused) {
      list.commit(text, signer);
      const { code, stderr } = await run();
      expect([code, answer()], text).toEqual([1, 'secure']);
      expect(stderr).toMatch(told);
    }
    list.commit('a.example dane-only\n.b.example may\n', 'alice');
    expect(await run()).toMatchObject({ code: 0 });
    list.git('reset', '--quiet', '--hard', 'HEAD~2');
    expect((await run()).stderr).toMatch(/commit .* (?:is not signed|does not come after)/);
    expect((await consume(shell, map, '-u', 'http://a.example')).stderr).toContain('Usage: consume.sh');
    expect((await consume(shell, map, '-u', 'https://127.0.0.1:1/x')).stderr).toContain(
      'the list could not be fetched',
    );
    expect(answer()).toBe('dane-only');
    expect(readFileSync(`${map}.consume/previous/${map.slice(map.lastIndexOf('/') + 1)}`, 'utf8')).toContain(
      'a.example secure',
    );
  });

  it('keeps the mode and the owner, and makes anew what is damaged', async () => {
    const map = newMap();
    const run = (...args: readonly string[]) => consume(['dash'], map, ...args);
    const commit = (level: string): void => list.commit(`a.example ${level}\n# kept\n`, 'alice');
    commit('may');
    expect(await run()).toMatchObject({ code: 0 });
    for (const path of [map, `${map}.db`]) {
      chmodSync(path, 0o640);
      if (process.getuid?.() === 0) execFileSync('chown', ['daemon:mail', path]);
    }
    const facts = () => [map, `${map}.db`].map((path) => statSync(path)).map(({ mode, uid, gid }) => [mode, uid, gid]);
    const before = facts();
    commit('encrypt');
    expect(await run()).toEqual({ code: 0, stdout: '', stderr: '' });
    expect([facts(), answerOf(`hash:${map}`, 'a.example')]).toEqual([before, 'encrypt']);
    writeFileSync(`${map}.db`, '');
    expect(await run()).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(answerOf(`hash:${map}`, 'a.example')).toBe('encrypt');
    writeFileSync(`${map}.consume/repository.git/HEAD`, '');
    commit('secure');
    expect(await run()).toMatchObject({ code: 0 });
    expect(answerOf(`hash:${map}`, 'a.example')).toBe('secure');
  });

  it('takes neither a history that is cut off nor a link for the list', async () => {
    const map = newMap();
    list.commit('a.example may\n# whole\n', 'alice');
    expect(await consume(['dash'], map)).toMatchObject({ code: 0 });
    for (const text of ['a.example encrypt\n', 'a.example secure\n']) list.commit(text, 'alice');
    const cutOff = join(list.folder, 'cut-off');
    list.git('clone', '--quiet', '--depth=1', `file://${list.work}`, cutOff);
    expect(await consume(['dash'], map, '-u', `file://${cutOff}`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('main was not fetched as a commit; the old table stays in force') as string,
    });
    symlinkSync('tls_policy', join(list.work, 'link'));
    list.git('add', 'link');
    list.commit('a.example secure\n', 'alice');
    expect((await consume(['dash'], map, '-f', 'link')).stderr).toContain('link is a symbolic link in main; name what');
    symlinkSync('elsewhere', `${map}-linked.db`);
    expect((await consume(['dash'], `${map}-linked`)).stderr).toContain('-linked.db is a symbolic link; the old');
    expect(answerOf(`hash:${map}`, 'a.example')).toBe('may');
    expect((await consume(['dash'], map, '-t', 'btree')).stderr).toContain('.db is a hash table; add -t hash; the old');
    expect(answerOf(`hash:${map}`, 'a.example')).toBe('may');
  });

  it.each([
    ['hash', 'no'],
    ['cdb', 'yes'],
  ] as const)('killed at any command, leaves a %s table in force, the command done: %s', async (type, done) => {
    const map = newMap();
    const answer = (): string => answerOf(`${type}:${map}`, 'a.example');
    const commit = (level: string): void => list.commit(`a.example ${level}\n# ${type}\n`, 'alice');
    commit('may');
    expect(await consume(['dash'], map, '-t', type)).toMatchObject({ code: 0 });
    commit('encrypt');
    const counter = join(list.folder, `counter-${type}`);
    const seen: string[] = [];
    for (let dieAt = 1; dieAt < 40; dieAt++) {
      writeFileSync(counter, '');
      const path = `PATH=${wrappers}:${process.env['PATH'] ?? ''}`;
      const disturbance = [path, `COUNTER=${counter}`, `DIE_AT=${dieAt}`, `DONE=${done}`];
      // env becomes the shell, so that this is who is killed.
      const { code } = await consume(['env', ...disturbance, 'dash'], map, '-t', type);
      seen.push(answer());
      const left = readdirSync(`${map}.consume`).filter((name) => name.startsWith('build.'));
      if (code === 0) {
        expect(left).toEqual([]);
        break;
      }
      // In a pipe it is the pipe that is killed, and then the script fails.
      expect([null, 1]).toContain(code);
    }
    // The old one, and from one moment on the new one.
    const first = seen.indexOf('encrypt');
    expect(seen).toEqual([...Array<string>(first).fill('may'), ...Array<string>(seen.length - first).fill('encrypt')]);
    expect(first).toBeGreaterThan(5);
    expect(answer()).toBe('encrypt');
  });
});
