import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundle } from '../bundle';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the bundled language server. */
    readonly server: string;
  }
}

/** Bundles the language server for all files of protocol tests, in a folder of its own. */
export default async function buildOnce(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-protocol-'));
  const file = join(folder, 'dist', 'server.js');
  await bundle('server/src/lsp/main.ts', file);
  project.provide('server', file);
  return () => rmSync(folder, { recursive: true, force: true });
}
