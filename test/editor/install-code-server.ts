import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { cache } from './paths';
import { isRunning } from './process-group';
import { runProgram } from './run-program';
import { removeAtExit } from './started';

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
  const home = join(cache, `code-server-${versions.codeServer}-node-${versions.node}`);
  // The folder appears in one step, so its presence says that the installation is whole.
  if (!existsSync(home)) await installInto(home);
  return {
    version: versions.codeServer,
    node: join(home, 'node_modules', nodePackage, 'bin', 'node'),
    entry: join(home, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
}

async function installInto(home: string): Promise<void> {
  console.log(`Installing code-server ${versions.codeServer} into .cache (once, 800 MB) …`);
  await removeAbandoned(home);
  const workshop = `${home}.${process.pid}`;
  await mkdir(workshop, { recursive: true });
  removeAtExit(workshop);
  try {
    const dependencies = { [nodePackage]: versions.node, 'code-server': versions.codeServer };
    await writeFile(join(workshop, 'package.json'), JSON.stringify({ private: true, dependencies }));
    const bin = join(workshop, 'node_modules', nodePackage, 'bin');
    await npmInstall(workshop, bin, []);
    // The dependencies of VS Code live in a second package; its shrinkwrap is out of step, so `npm ci` can't be used.
    const code = join(workshop, 'node_modules', 'code-server', 'lib', 'vscode');
    await npmInstall(code, bin, ['--omit=dev', '--no-package-lock']);
    await publish(workshop, home);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** Half an installation is left behind only by a run that was killed; its process id is the ending of the name. */
async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(dirname(home)).catch(() => [])) {
    const [, pid] = name.split(`${basename(home)}.`);
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(dirname(home), name), { recursive: true });
  }
}

async function npmInstall(cwd: string, bin: string, options: readonly string[]): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
  // Without a network npm would try for many minutes, and once more for each package that it has from earlier.
  const network = ['--prefer-offline', '--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
  const args = [
    'install',
    ...network,
    '--ignore-scripts',
    '--engine-strict=false',
    '--workspaces=false',
    ...quiet,
    ...options,
  ];
  const { code, output } = await runProgram('npm', args, { cwd, env, output: 'collect' });
  if (code !== 0) throw new Error(`code-server can't be installed: ${reasonOf(output)}`);
}

/** What npm says, as one line: a skipped suite is listed with it. */
function reasonOf(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^npm error\s*/i, '').trim());
  return lines.find((line) => line.startsWith('request to')) ?? lines.filter((line) => line !== '').join('; ');
}

/** Another run may have been faster; then its installation stands. */
async function publish(workshop: string, home: string): Promise<void> {
  try {
    await rename(workshop, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
  }
}
