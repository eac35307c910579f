import { placeEnvironment } from './git-run';
import { type ProgramEnd, runProgram } from './run-program';

/** Runs git on the repository that this program keeps of a list; resolves however git ends. */
export type RunGit = (args: readonly string[], own?: OwnOptions) => Promise<ProgramEnd>;

export interface OwnOptions {
  /** Milliseconds. */
  readonly deadline?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Milliseconds; what needs no network takes less than a second. */
const localDeadline = 60_000;
/** Of one file of the fetched history, in blocks of 512 bytes as sh(1) counts: half a gigabyte. */
const fileBlocks = 1024 * 1024;
const guards = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'gc.auto=0', 'maintenance.auto=false'].flatMap((each) => [
    '-c',
    each,
  ]),
];

/** Nothing is checked out and nothing of the repository is run; neither a password nor a host key is asked for. */
export function openOwnGit(folder: string, signal: AbortSignal): RunGit {
  const ssh = process.env['GIT_SSH_COMMAND'] ?? 'ssh -oBatchMode=yes -oConnectTimeout=30';
  const common = {
    ...placeEnvironment({ folder, kind: 'own repository' }),
    ...{ GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '', SSH_ASKPASS: '', GIT_SSH_COMMAND: ssh },
  };
  return (args, { deadline = localDeadline, env = {} } = {}) =>
    runProgram('sh', ['-c', `ulimit -f ${fileBlocks}; exec git "$@"`, 'git', ...guards, ...args], {
      name: 'git',
      cwd: folder,
      env: { ...common, ...env },
      deadline,
      signal,
    });
}

/** What git says of its failure; null where it says nothing. Where it could not read, ssh(1) has said why before. */
export function firstComplaint(stderr: string): string | null {
  const lines = stderr.trim().split(/\r?\n/);
  if (/^git: .*\bnot found$/.test(lines[0] ?? '')) return 'git is not installed';
  const index = lines.findIndex((line) => /^(?:fatal|error):/.test(line));
  const [cause, complaint = ''] = [lines[index - 1], lines[Math.max(0, index)]];
  if (cause !== undefined && complaint.startsWith('fatal: Could not read from remote')) return `${cause}; ${complaint}`;
  return complaint || null;
}
