import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import esbuild from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the bundled language server. */
    readonly server: string;
  }
}

/** Bundles the language server for all files of protocol tests; as in `esbuild.mjs`, but into a folder of its own. */
export default async function buildOnce(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-protocol-'));
  const file = join(folder, 'dist', 'server.js');
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, '../../server/src/lsp/main.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  project.provide('server', file);
  return () => rmSync(folder, { recursive: true, force: true });
}
