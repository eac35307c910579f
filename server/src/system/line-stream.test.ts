import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readLines } from './line-stream';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'line-stream-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function linesOf(content: string | Uint8Array): Promise<readonly string[]> {
  const path = join(folder, 'log');
  writeFileSync(path, content);
  const lines: string[] = [];
  for await (const line of readLines(path)) lines.push(line);
  return lines;
}

it.each<[string, string | Uint8Array, readonly string[]]>([
  ['line breaks of each kind', 'a\nb\r\n\nc', ['a', 'b', '', 'c']],
  ['nothing', '', []],
  ['a character over two chunks', `${'x'.repeat(65_535)}ü\nb\n`, [`${'x'.repeat(65_535)}ü`, 'b']],
  ['no UTF-8', Uint8Array.of(0x61, 0xff, 0x0a), ['a\ufffd']],
  ['a line without end', 'y'.repeat(300_000), ['y'.repeat(65_536)]],
])('reads %s', async (_, content, expected) => {
  expect(await linesOf(content)).toEqual(expected);
});

it('tells why a file can not be read', async () => {
  await expect(readLines(join(folder, 'none')).next()).rejects.toThrow('there is no such file');
  await expect(readLines(folder).next()).rejects.toThrow('it is a directory');
});
