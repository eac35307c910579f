import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type FakeSsh, installFakeSsh, isRunning } from '../../../../lab/ssh/fake-ssh';

let ssh: FakeSsh;
beforeAll(() => {
  ssh = installFakeSsh({ hangs: { then: 'hang' } });
});
afterAll(() => ssh.remove());

it.each([
  ['by itself', 'process.exit(3)'],
  ['by an error', 'throw new Error()'],
])('a program that ends %s takes its ssh with it', async (_what, ending) => {
  const program = join(ssh.folder, 'program.cjs');
  const entry = `
    import { startSsh } from ${JSON.stringify(join(import.meta.dirname, 'ssh-process.ts'))};
    startSsh({ jump: { user: null, host: 'hangs', port: null }, destination: { host: '192.0.2.1', port: 25 } }, 1000);
    process.stdin.once('data', () => { ${ending} });
  `;
  buildSync({
    stdin: { contents: entry, resolveDir: import.meta.dirname },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: program,
  });
  const before = ssh.starts().length;
  const PATH = `${ssh.folder}${delimiter}${process.env['PATH'] ?? ''}`;
  const child = execFile(process.execPath, [program], { env: { ...process.env, PATH } }, () => undefined);
  await vi.waitFor(() => expect(ssh.starts()).toHaveLength(before + 1), 10_000);
  child.stdin?.write('end');
  await once(child, 'exit');
  await vi.waitFor(() => expect(isRunning(ssh.starts().at(-1)?.pid ?? 0)).toBe(false), 15_000);
});
