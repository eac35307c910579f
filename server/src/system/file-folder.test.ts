import { mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFileFolder } from './file-folder';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-folder-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('a folder of our own files', () => {
  it('is made, and keeps texts by their names', async () => {
    const path = join(home, 'a', 'b');
    const folder = await openFileFolder(path);
    expect(await folder.read('x.json')).toBeNull();
    await folder.write('x.json', 'ä\n');
    await folder.write('x.json', 'ö\n');
    expect(await (await openFileFolder(path)).read('x.json')).toBe('ö\n');
    expect(readdirSync(path)).toEqual(['x.json']);
    await folder.remove('x.json');
    await folder.remove('x.json');
    expect(readdirSync(path)).toEqual([]);
  });

  it('replaces a link instead of writing through it', async () => {
    writeFileSync(join(home, 'precious'), 'kept');
    symlinkSync('precious', join(home, 'x.json'));
    const folder = await openFileFolder(home);
    await folder.write('x.json', 'new');
    expect([await folder.read('precious'), await folder.read('x.json')]).toEqual(['kept', 'new']);
  });

  it('is rid of what a killed process left, and of nothing else', async () => {
    const [old, young] = ['.postfix-tls-policy.0123456789abcdef.tmp', '.postfix-tls-policy.fedcba9876543210.tmp'];
    for (const name of [old, young, '.other.tmp']) writeFileSync(join(home, name), '{');
    const longAgo = Date.now() / 1000 - 7_200;
    for (const name of [old, '.other.tmp']) utimesSync(join(home, name), longAgo, longAgo);
    await openFileFolder(home);
    expect(readdirSync(home).sort()).toEqual(['.other.tmp', young]);
  });

  it('says why it can not be used', async () => {
    writeFileSync(join(home, 'file'), '');
    await expect(openFileFolder(join(home, 'file'))).rejects.toThrow('it is a file, and no folder');
  });
});
