import { delimiter } from 'node:path';
import { runProgram } from './run-program';

export interface NpmInstallOptions {
  /** Arguments beside the usual ones. */
  readonly options?: readonly string[];
  /** A folder of programs that scripts find before all others. */
  readonly bin?: string;
}

/**
 * Runs `npm install` in a folder with a `package.json`, without install scripts.
 *
 * @throws Error that says in one line why it can't be had.
 */
export async function npmInstall(cwd: string, { options = [], bin }: NpmInstallOptions = {}): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const path = process.env['PATH'] ?? '';
  const env = { ...process.env, PATH: bin === undefined ? path : `${bin}${delimiter}${path}` };
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
  if (code !== 0) throw new Error(reasonOf(output));
}

/** What npm says, as one line: a skipped suite is listed with it. */
function reasonOf(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^npm error\s*/i, '').trim());
  return lines.find((line) => line.startsWith('request to')) ?? lines.filter((line) => line !== '').join('; ');
}
