import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtFile, namesOfFiles } from './look-at-file';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'look-at-file-'));
  writeFileSync(join(folder, 'table'), 'a may\n');
  utimesSync(join(folder, 'table'), 1_000, 2_000);
  mkdirSync(join(folder, 'certs'));
  symlinkSync('table', join(folder, 'link'));
  symlinkSync('nothing', join(folder, 'broken'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('looking at a file', () => {
  it.each([
    ['table', { kind: 'file', modified: 2_000_000 }],
    ['link', { kind: 'file', modified: 2_000_000 }],
    ['certs', { kind: 'folder', modified: expect.any(Number) as number }],
    ['broken', { kind: 'missing' }],
    ['table/below', { kind: 'missing' }],
    ['nothing', { kind: 'missing' }],
  ])('%s', async (name, expected) => {
    expect(await lookAtFile(join(folder, name))).toEqual(expected);
  });

  it('lists the files of a folder, and none of a folder that is not there', async () => {
    expect(await namesOfFiles(folder)).toEqual(['broken', 'link', 'table']);
    expect(await namesOfFiles(join(folder, 'nothing'))).toEqual([]);
  });
});
