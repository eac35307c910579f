import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimFolder } from './claim';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-claim-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The name of our own claim, in parts. */
async function ownName(): Promise<readonly string[]> {
  const release = await claimFolder(folder, 0);
  const [name = ''] = readdirSync(folder);
  await release();
  return name.split('-');
}

describe('a claim', () => {
  it('is gone when it is given back', async () => {
    const release = await claimFolder(folder, 0);
    expect(readdirSync(folder)).toHaveLength(1);
    await release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gives way to a process that is at work, and leaves its claim alone', async () => {
    const [word, , , boot, ...host] = await ownName();
    const child = spawn('sleep', ['60']);
    try {
      const { readFile } = await import('node:fs/promises');
      const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8');
      const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
      const name = [word, child.pid, start, boot, ...host].join('-');
      writeFileSync(join(folder, name), '');
      await expect(claimFolder(folder, 100)).rejects.toThrow(`another run is at work there (process ${child.pid} on `);
      expect(readdirSync(folder)).toEqual([name]);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it.each<[what: string, change: (parts: readonly string[]) => readonly string[]]>([
    ['a process that is gone', ([word, , ...rest]) => [word ?? '', '4194399', ...rest]],
    ['an earlier process of the same number', ([word, pid, , ...rest]) => [word ?? '', pid ?? '', '1', ...rest]],
    [
      'another run of the system',
      ([word, pid, start, , ...rest]) => [word ?? '', pid ?? '', start ?? '', 'abc', ...rest],
    ],
  ])('takes away that of %s', async (_, change) => {
    writeFileSync(join(folder, change(await ownName()).join('-')), '');
    const release = await claimFolder(folder, 0);
    expect(readdirSync(folder)).toHaveLength(1);
    await release();
  });

  it('gives way to another machine for an hour', async () => {
    const [word, pid, start, boot] = await ownName();
    const other = join(folder, [word, pid, start, boot, 'elsewhere'].join('-'));
    writeFileSync(other, '');
    await expect(claimFolder(folder, 0)).rejects.toThrow('elsewhere');
    const longAgo = new Date(Date.now() - 3_700_000);
    utimesSync(other, longAgo, longAgo);
    await (await claimFolder(folder, 0))();
  });
});
