import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../bundle';

/** The bundle of the command line alone in a folder of its own, without `node_modules`; as in `esbuild.mjs`. */
export interface BuiltCli {
  readonly folder: string;
  readonly file: string;
  remove(): void;
}

/** @param entry what is bundled; a test may have a program of its own around the command line. */
export async function buildCli(entry = 'server/src/cli/main.ts'): Promise<BuiltCli> {
  const folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-cli-'));
  const file = join(folder, 'dist', 'cli.js');
  await bundle(entry, file, { banner: { js: '#!/usr/bin/env node' } });
  chmodSync(file, 0o755);
  return { folder, file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
