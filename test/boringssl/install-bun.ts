import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inCache } from '../editor/in-cache';
import { runOrThrow } from '../editor/run-program';

/** A runtime on BoringSSL that is a package of npm, which Electron is not. */
const bun = {
  name: '@oven/bun-linux-x64-baseline',
  version: '1.4.5',
  sha512: 's8yMwYcFnnrA178gji0gZbkE2WVDej/Ti1x770oPfihxyRxSMNhGhiAQNXV53aDeraZxksdvKV/RAdQBCd0qPA==',
};

/**
 * Finds Bun in the cache, or fetches it from the npm registry (35 MB).
 *
 * @returns The path of the program.
 * @throws Error where it can't be had here.
 */
export async function installBun(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('Bun is fetched for Linux on x64 only');
  return join(await inCache(`bun-${bun.version}`, installInto), 'package', 'bin', 'bun');
}

async function installInto(workshop: string): Promise<void> {
  const network = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--loglevel=error'];
  const pack = ['pack', `${bun.name}@${bun.version}`, '--pack-destination', workshop, ...network];
  await runOrThrow('npm', pack, { cwd: workshop, output: 'collect' });
  const [archive] = await readdir(workshop);
  if (archive === undefined) throw new Error('npm fetched nothing');
  const file = join(workshop, archive);
  const digest = createHash('sha512')
    .update(await readFile(file))
    .digest('base64');
  if (digest !== bun.sha512) throw new Error(`${archive} is not the package that was tried: its SHA-512 is ${digest}`);
  await runOrThrow('tar', ['-xzf', file, '-C', workshop], { output: 'collect' });
  await rm(file);
}
