import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inCache } from './in-cache';
import { npmInstall } from './npm-install';

/** Versions that were tried together: code-server 4.139.1 is VS Code 1.139.1 and needs exactly Node 24. */
const versions = { node: '24.21.0', codeServer: '4.139.1' };

/** The npm package that holds the Node binary of this platform. Unlike the package `node`, it has no install script. */
const nodePackage = `node-${process.platform}-${process.arch}`;

/** An installed code-server and the Node that runs it. */
export interface CodeServerInstallation {
  readonly version: string;
  readonly node: string;
  readonly entry: string;
}

/**
 * Finds code-server in the cache, or installs it from the npm registry (about 20 seconds, 800 MB). It is no
 * devDependency because its own installer refuses every Node but 24 and compiles native modules that nothing here needs.
 */
export function installCodeServer(): Promise<CodeServerInstallation> {
  // What could not be had a minute ago is not asked for again in the same run.
  installation ??= findOrInstall();
  return installation;
}

let installation: Promise<CodeServerInstallation> | undefined;

async function findOrInstall(): Promise<CodeServerInstallation> {
  if (process.platform === 'win32') throw new Error('code-server does not run on Windows');
  const home = await inCache(`code-server-${versions.codeServer}-node-${versions.node}`, installInto);
  return {
    version: versions.codeServer,
    node: join(home, 'node_modules', nodePackage, 'bin', 'node'),
    entry: join(home, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
}

async function installInto(workshop: string): Promise<void> {
  console.log(`Installing code-server ${versions.codeServer} into .cache (once, 800 MB) …`);
  const dependencies = { [nodePackage]: versions.node, 'code-server': versions.codeServer };
  await writeFile(join(workshop, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const bin = join(workshop, 'node_modules', nodePackage, 'bin');
  try {
    await npmInstall(workshop, { bin });
    // The dependencies of VS Code live in a second package; its shrinkwrap is out of step, so `npm ci` can't be used.
    const code = join(workshop, 'node_modules', 'code-server', 'lib', 'vscode');
    await npmInstall(code, { bin, options: ['--omit=dev', '--no-package-lock'] });
  } catch (error) {
    throw new Error(`code-server can't be installed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
