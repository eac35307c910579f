import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNearestFile } from './nearest-file';

const name = '.nearest-file-test.json';
let root: string;
const at = (...parts: readonly string[]): string => join(root, ...parts);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-nearest-'));
  mkdirSync(at('a/b/c'), { recursive: true });
  mkdirSync(at('a/folder', name), { recursive: true });
  mkdirSync(at('big'));
  writeFileSync(at(name), 'root');
  writeFileSync(at('a/b', name), 'b');
  writeFileSync(at('big', name), new Uint8Array(2 * 1024 * 1024));
  symlinkSync(at('a/b'), at('link'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the nearest file', () => {
  it.each([
    ['a/b', 'a/b', 'b'],
    ['a/b/c', 'a/b', 'b'],
    ['a/b/absent/deeper', 'a/b', 'b'],
    ['a', '.', 'root'],
    ['.', '.', 'root'],
    // As it is written: what a link leads to has other folders above it.
    ['link/c', 'link', 'b'],
  ])('from %s is that of %s', async (folder, found, text) => {
    const file = await readNearestFile(at(folder), name);
    expect(file?.path).toBe(at(found, name));
    expect(Buffer.from(file?.bytes ?? []).toString()).toBe(text);
  });

  it('is told by a relative path where the folder is relative', async () => {
    const folder = relative(process.cwd(), at('a/b/c'));
    expect((await readNearestFile(folder, name))?.path).toBe(relative(process.cwd(), at('a/b', name)));
  });

  it('is none where no folder up to the root has one', async () => {
    expect(await readNearestFile('.', `${name}.absent`)).toBeNull();
    expect(await readNearestFile(at('a/b'), `${name}.absent`)).toBeNull();
  });

  it.each([
    ['a/folder', 'it is a directory'],
    ['big', 'it is larger than 1 MiB'],
  ])('in %s can not be read, and hides those above', async (folder, reason) => {
    await expect(readNearestFile(at(folder), name)).rejects.toThrow(`${at(folder, name)}: ${reason}`);
  });
});
