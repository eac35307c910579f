import { describe, expect, it, vi } from 'vitest';
import { noConfig } from '../config/list-config';
import { type ConfigReading, createConfigFiles } from './config-files';

const path = '/lists/.postfix-tls-policy.json';
const any = '{"consumers": "any"}';
const uri = 'file:///lists/tls_policy';

/** Files whose configuration may change under the reader. */
function world(content: string | null | Error) {
  const seen = { content, time: 0, reads: [] as string[], changes: 0, told: [] as (readonly ConfigReading[])[] };
  const files = createConfigFiles({
    readNearest: (folder) => {
      seen.reads.push(folder);
      if (seen.content instanceof Error) return Promise.reject(seen.content);
      return Promise.resolve(seen.content === null ? null : { path, bytes: Buffer.from(seen.content) });
    },
    now: () => seen.time,
    told: (readings) => seen.told.push(readings),
    changed: () => {
      seen.changes += 1;
    },
  });
  return { files, seen };
}

describe('the configuration files of open documents', () => {
  it.each([
    ['file:///lists/tls_policy', '/lists'],
    ['file:///lists/a%20b/tls_policy', '/lists/a b'],
    ['untitled:Untitled-1', null],
    ['vscode-vfs://github/a/b/tls_policy', null],
    ['file:///lists%2f/tls_policy', null],
    ['nonsense', null],
  ])('of %s is sought from %s', async (document, folder) => {
    const { files, seen } = world(any);
    const config = await files.of(document);
    expect(seen.reads).toEqual(folder === null ? [] : [folder]);
    expect(config).toEqual(folder === null ? noConfig : { ...noConfig, consumers: 'any' });
  });

  it('is read once for a folder, and the same object while it stays as it is', async () => {
    const { files, seen } = world(any);
    const first = await files.of(uri);
    expect(await files.of('file:///lists/main.cf')).toBe(first);
    await files.reread();
    expect(await files.of(uri)).toBe(first);
    expect(seen).toMatchObject({ reads: ['/lists', '/lists'], changes: 0 });
    expect(seen.told).toHaveLength(1);
  });

  it('is another when the editor tells of a change', async () => {
    const { files, seen } = world(any);
    await files.of(uri);
    for (const [content, consumers] of [
      ['{"consumers": "dnssec"}', 'dnssec'],
      [null, null],
      [new Error('permission denied'), null],
      [any, 'any'],
      ['{', null],
    ] as const) {
      const before = seen.changes;
      seen.content = content;
      await files.reread();
      expect((await files.of(uri)).consumers).toBe(consumers);
      expect(seen.changes).toBe(before + 1);
    }
  });

  it('is looked at again after a while, without keeping anybody waiting', async () => {
    const { files, seen } = world(any);
    await files.of(uri);
    seen.content = '{"consumers": "dnssec"}';
    seen.time = 1_999;
    await files.of(uri);
    expect(seen.reads).toHaveLength(1);
    seen.time = 2_001;
    expect((await files.of(uri)).consumers).toBe('any');
    await files.of(uri);
    await vi.waitFor(() => expect(seen.changes).toBe(1));
    expect((await files.of(uri)).consumers).toBe('dnssec');
    expect(seen.reads).toHaveLength(2);
  });

  it('is told with all that is wrong in it', async () => {
    const { files, seen } = world('{"consumers": "no", "rules": {"unsafe-level-may": "off"}}');
    expect((await files.of(uri)).rules).toEqual({ 'unsafe-level-may': 'off' });
    await vi.waitFor(() => expect(seen.told).toHaveLength(1));
    expect(seen.told[0]).toMatchObject([{ path, failure: null, problems: [{ span: { start: 14, end: 18 } }] }]);
    seen.content = new Error('permission denied');
    await files.reread();
    expect(seen.told[1]).toMatchObject([{ path: null, failure: 'permission denied', problems: [] }]);
  });
});
