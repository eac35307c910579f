import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { root } from '../editor/paths';
import { runOrThrow } from '../editor/run-program';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the bundled language server. */
    readonly server: string;
  }
}

/** Builds the language server for all files of protocol tests, in a folder of its own. */
export default async function buildOnce(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-protocol-'));
  const dist = join(folder, 'dist');
  await runOrThrow(process.execPath, ['esbuild.mjs', '--production', `--outdir=${dist}`], { output: 'collect' });
  symlinkSync(join(root, 'docs'), join(folder, 'docs'));
  project.provide('server', join(dist, 'server.js'));
  return () => rmSync(folder, { recursive: true, force: true });
}
