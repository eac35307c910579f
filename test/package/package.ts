import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { root } from '../editor/paths';
import { runOrThrow } from '../editor/run-program';

const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');

/** The path of the packaged extension that `npm run package` writes. */
export const packagePath = join(root, `postfix-tls-policy-${version}.vsix`);

/**
 * Builds for production and packs the extension into `path`; `dist/` stays behind, so the command line is runnable.
 * The bundles hold all dependencies, hence `--no-dependencies`.
 */
export async function packageExtension(path: string): Promise<void> {
  await runOrThrow(process.execPath, ['esbuild.mjs', '--production'], { output: 'collect' });
  // A package that a failed run left behind must not pass for a new one.
  rmSync(path, { force: true });
  const options = ['--no-dependencies', '--allow-missing-repository', '--out', path];
  await runOrThrow(process.execPath, [vsce, 'package', ...options], { output: 'collect' });
}

/** The files that go into the package, sorted, as paths with slashes. */
export async function listPackage(): Promise<string[]> {
  const listing = await runOrThrow(process.execPath, [vsce, 'ls', '--no-dependencies'], { output: 'collect' });
  return listing
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .sort();
}
