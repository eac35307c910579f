import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { files, version } from '../../package.json';
import { root } from '../editor/paths';
import { runOrThrow } from '../editor/run-program';
import { readmeForPackage } from './readme';

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
  const stage = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-stage-'));
  try {
    copyInto(stage);
    const options = [
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      // There may be no translations of the manifest.
      '--allow-unused-files-pattern',
    ];
    await runOrThrow(process.execPath, [vsce, 'package', ...options, '--out', resolve(root, path)], {
      cwd: stage,
      output: 'collect',
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** The files that go into the package, sorted, as paths with slashes. */
export async function listPackage(): Promise<string[]> {
  const listing = await runOrThrow(process.execPath, [vsce, 'ls', '--no-dependencies'], { output: 'collect' });
  return listing
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .sort();
}

/**
 * The package is made from a copy, because its README is not the repository's to the letter, and because vsce refuses a
 * folder that names its files both in `.vscodeignore`, for itself, and in the manifest, for npm. From the copy vsce takes
 * what the manifest names; the folders that hold none of it would only cost time.
 */
function copyInto(stage: string): void {
  const folders = new Set(files.map((pattern) => pattern.replace(/\/.*/, '')));
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const isWanted = entry.isFile() ? !/^\.|\.vsix$/.test(entry.name) : folders.has(entry.name);
    if (isWanted) cpSync(join(root, entry.name), join(stage, entry.name), { recursive: true });
  }
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  writeFileSync(join(stage, 'README.md'), readmeForPackage(readme));
}
