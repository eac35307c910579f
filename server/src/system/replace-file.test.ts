import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFile } from './replace-file';

let root: string;
const at = (...parts: readonly string[]): string => join(root, ...parts);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-replace-'));
  writeFileSync(at('file'), 'before');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('replacing a file', () => {
  it('gives it the new bytes, whatever they are, and leaves nothing else behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), async (before, after) => {
        writeFileSync(at('file'), before);
        await replaceFile(at('file'), before, after);
        expect(new Uint8Array(readFileSync(at('file')))).toEqual(after);
        expect(readdirSync(root)).toEqual(['file']);
      }),
      { numRuns: 30 },
    );
  });

  it.each([0o644, 0o600, 0o664, 0o755, 0o4711, 0o400])('keeps the mode %o', async (mode) => {
    chmodSync(at('file'), mode);
    // The own user may not write a file without the permission to, but root may.
    if ((mode & 0o200) === 0 && process.getuid?.() !== 0) {
      await expect(replaceFile(at('file'), bytes('before'), bytes('after'))).rejects.toThrow('permission denied');
      return;
    }
    await replaceFile(at('file'), bytes('before'), bytes('after'));
    expect(statSync(at('file')).mode & 0o7777).toBe(mode);
    expect(readFileSync(at('file'), 'utf8')).toBe('after');
  });

  it('keeps the owner and the group', async () => {
    const group = process.getgroups?.().at(-1) ?? 0;
    const [uid, gid] = process.getuid?.() === 0 ? [12_345, 23_456] : [process.getuid?.() ?? 0, group];
    chownSync(at('file'), uid, gid);
    chmodSync(at('file'), 0o640);
    await replaceFile(at('file'), bytes('before'), bytes('after'));
    expect(statSync(at('file'))).toMatchObject({ uid, gid, mode: 0o100640 });
  });

  it('replaces what a link leads to, and not the link', async () => {
    mkdirSync(at('elsewhere'));
    writeFileSync(at('elsewhere/target'), 'before', { mode: 0o600 });
    symlinkSync('elsewhere/target', at('link'));
    symlinkSync('link', at('second'));
    await replaceFile(at('second'), bytes('before'), bytes('after'));
    expect(await readlink(at('second'))).toBe('link');
    expect(await readlink(at('link'))).toBe('elsewhere/target');
    expect(readFileSync(at('elsewhere/target'), 'utf8')).toBe('after');
    expect(readdirSync(at('elsewhere'))).toEqual(['target']);
  });

  it.each<[string, string, string, () => void]>([
    [
      'another content',
      'file',
      'it was changed meanwhile, and so was left as it is',
      () => writeFileSync(at('file'), 'Before'),
    ],
    [
      'a longer content',
      'file',
      'it was changed meanwhile, and so was left as it is',
      () => writeFileSync(at('file'), 'before!'),
    ],
    ['no file', 'file', 'there is no such file', () => rmSync(at('file'))],
    ['a dangling link', 'dangling', 'there is no such file', () => symlinkSync('nowhere', at('dangling'))],
    ['links in a circle', 'circle', 'ELOOP', () => symlinkSync('circle', at('circle'))],
    ['a folder', 'folder', 'it is no regular file, and so can not be replaced', () => mkdirSync(at('folder'))],
    [
      'a link to a device',
      'null',
      'it is no regular file, and so can not be replaced',
      () => symlinkSync('/dev/null', at('null')),
    ],
  ])('refuses %s, and leaves all as it is', async (_, name, reason, prepare) => {
    prepare();
    const before = readdirSync(root).sort();
    const content = before.includes('file') ? readFileSync(at('file'), 'utf8') : null;
    await expect(replaceFile(at(name), bytes('before'), bytes('after'))).rejects.toThrow(reason);
    expect(readdirSync(root).sort()).toEqual(before);
    if (content !== null) expect(readFileSync(at('file'), 'utf8')).toBe(content);
  });

  it('takes names as long as a name may be', async () => {
    const name = 'n'.repeat(255);
    writeFileSync(at(name), 'before');
    await replaceFile(at(name), bytes('before'), bytes('after'));
    expect(readFileSync(at(name), 'utf8')).toBe('after');
  });
});
