import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packageExtension } from '../package/package';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the packaged extension, made anew for this run. */
    vsix: string;
  }
}

/** Packs the extension once for all files, into a folder of its own. */
export default async function packageOnce(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'postfix-tls-policy-vsix-'));
  const vsix = join(folder, 'extension.vsix');
  await packageExtension(vsix);
  project.provide('vsix', vsix);
  return () => rm(folder, { recursive: true, force: true });
}
