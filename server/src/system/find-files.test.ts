import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findSources, readSource } from './find-files';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'find-files-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const never = new AbortController().signal;
const isTable = (name: string): boolean => name === 'tls_policy' || name.endsWith('.tls_policy');

function write(path: string, content: string | Uint8Array = 'a.example may\n'): string {
  const whole = join(folder, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, content);
  return whole;
}

async function found(folders = [folder]): Promise<readonly string[]> {
  return (await findSources(folders, isTable, never)).map(({ path }) => relative(folder, path));
}

it('finds the wanted files, the nearest folders first, each once', async () => {
  for (const path of [
    'b/c/x.tls_policy',
    'b/tls_policy',
    'tls_policy',
    'other',
    'node_modules/tls_policy',
    '.git/tls_policy',
  ])
    write(path);
  expect(await found()).toEqual(['tls_policy', 'b/tls_policy', 'b/c/x.tls_policy']);
  expect(await found([folder, join(folder, 'b')])).toEqual(['tls_policy', 'b/tls_policy', 'b/c/x.tls_policy']);
});

it('takes a link to a file for the file, and follows none to a folder', async () => {
  write('shared/list');
  symlinkSync(join(folder, 'shared', 'list'), join(folder, 'tls_policy'));
  symlinkSync(join(folder, 'shared', 'list'), join(folder, 'z.tls_policy'));
  symlinkSync(join(folder, 'gone'), join(folder, 'gone.tls_policy'));
  symlinkSync(folder, join(folder, 'shared', 'circle'));
  symlinkSync(folder, join(folder, 'circle.tls_policy'));
  expect(await found()).toEqual(['tls_policy']);
});

it('leaves out what is no file, too large, or not there', async () => {
  mkdirSync(join(folder, 'tls_policy'));
  execFileSync('mkfifo', [join(folder, 'pipe.tls_policy')]);
  truncateSync(write('large.tls_policy'), 65 * 1024 * 1024);
  expect(await found([join(folder, 'absent'), folder])).toEqual([]);
  for (const name of ['pipe.tls_policy', 'large.tls_policy', 'absent', 'tls_policy'])
    expect(await readSource(join(folder, name))).toBeNull();
});

it('reads texts alone', async () => {
  expect(await readSource(write('latin', Buffer.from('# \xfc\n', 'latin1')))).toEqual(
    Buffer.from('# \xfc\n', 'latin1'),
  );
  expect(await readSource(write('index.db', new Uint8Array([1, 0, 2])))).toBeNull();
});

it('tells another revision of a file that has changed, and stops when it shall', async () => {
  const path = write('tls_policy');
  const [before] = await findSources([folder], isTable, never);
  writeFileSync(path, 'a.example may\nb.example may\n');
  const [after] = await findSources([folder], isTable, never);
  expect(after?.revision).not.toBe(before?.revision);
  expect(await findSources([folder], isTable, AbortSignal.abort())).toEqual([]);
});
