import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCaFolder } from './ca-folder';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ca-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const write = (...names: readonly string[]) => {
  for (const name of names) writeFileSync(join(folder, name), `PEM of ${name}`);
};

describe('a folder of CAs', () => {
  it.each<[string, readonly string[], boolean, readonly string[]]>([
    ['by hashed names', ['b.pem', '9d66eef0.0', '00000001.0'], true, ['00000001.0', '9d66eef0.0']],
    ['by several CAs of one name', ['9d66eef0.0', '9d66eef0.1'], true, ['9d66eef0.0', '9d66eef0.1']],
    ['but for what comes after a gap', ['9d66eef0.0', '9d66eef0.2', '11111111.1'], true, ['9d66eef0.0']],
    ['but for lists of revoked ones', ['9d66eef0.0', '9d66eef0.r0'], true, ['9d66eef0.0']],
    ['by other names, where none is hashed', ['b.crt', 'a.PEM', 'notes.txt', 'c.key'], false, ['a.PEM', 'b.crt']],
    ['by other names, where hashed ones are out of reach', ['a.pem', '9d66eef0.1'], false, ['a.pem']],
  ])('is read %s', async (_what, names, isHashed, expected) => {
    write(...names);
    const read = await readCaFolder(folder);
    const files = expected.map((name) => ({ name, pem: `PEM of ${name}` }));
    expect(read).toEqual({ name: folder, isHashed, files });
  });

  it('names the certificates that somebody put beside the hashed ones, and neither bundles nor what is hashed', async () => {
    const pem = (...texts: readonly string[]) =>
      texts.map((text) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`).join('');
    const files = {
      '9d66eef0.0': pem('one'),
      'one.pem': `# One\n${pem('one')}`,
      'mine.crt': pem('two'),
      'all.crt': pem('one', 'two'),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    mkdirSync(join(folder, 'old.pem'));
    const read = await readCaFolder(folder);
    expect([read.files.length, read.unseen]).toEqual([1, ['mine.crt']]);
  });

  it('is read through links, as openssl rehash makes them', async () => {
    write('a.pem');
    symlinkSync('a.pem', join(folder, '9d66eef0.0'));
    expect((await readCaFolder(folder)).files).toEqual([{ name: '9d66eef0.0', pem: 'PEM of a.pem' }]);
  });

  it.each<[string, (path: string) => string, string]>([
    ['is absent', (path) => join(path, 'absent'), 'there is no such folder'],
    ['is a file', (path) => (write('a.pem'), join(path, 'a.pem')), 'it is no folder'],
    ['is empty', (path) => path, 'it holds no certificates: no names such as 9d66eef0.0'],
    [
      'holds links that lead nowhere',
      (path) => {
        for (const digit of [1, 2, 3, 4, 5]) symlinkSync('/absent/ca.pem', join(path, `0000000${digit}.0`));
        return path;
      },
      '00000001.0: there is no such file; 00000002.0: there is no such file; 00000003.0: there is no such file; and 2 more; a copy needs the files that links lead to (cp -L',
    ],
    [
      'holds a folder by the name of a certificate',
      (path) => {
        mkdirSync(join(path, 'a.pem'));
        return path;
      },
      'a.pem: it is no file',
    ],
    [
      'holds too many',
      (path) => {
        write(...Array.from({ length: 1_001 }, (_, index) => `${index}.pem`));
        return path;
      },
      'it holds more than 1000 certificates',
    ],
    [
      'holds too much',
      (path) => {
        for (const name of ['a.pem', 'b.pem']) writeFileSync(join(path, name), Buffer.alloc(9 * 1024 * 1024, 'x'));
        return path;
      },
      'its certificates have more than 16 MiB',
    ],
  ])('that %s is refused', async (_what, prepare, message) => {
    await expect(readCaFolder(prepare(folder))).rejects.toThrow(message);
  });
});
