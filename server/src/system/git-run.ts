import { spawn } from 'node:child_process';

/** Nothing of the repository's own configuration that runs a program or opens a connection has a say. */
const guards = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'protocol.allow=never'].flatMap((each) => ['-c', each]),
];
const environment = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ATTR_NOSYSTEM: '1',
  LC_ALL: 'C',
};
/** Of all that git writes at once; far more than the tables of any list. */
const maxOutput = 512 * 1024 * 1024;

export class GitError extends Error {
  constructor(
    message: string,
    readonly status: number | null,
  ) {
    super(message);
  }
}

/** Resolves to what git writes in a folder. Rejects with `GitError`, by its own words. */
export function runGit(
  folder: string,
  args: readonly string[],
  input: string,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...guards, ...args], {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(signal === undefined ? {} : { signal }),
    });
    const output: Buffer[] = [];
    let size = 0;
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxOutput) child.kill();
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(0, 2_000);
    });
    // It may end before it has read all; its status tells why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (error) => {
      const isAbsent = 'code' in error && error.code === 'ENOENT';
      reject(new GitError(isAbsent ? 'git is not installed, or this folder is gone' : error.message, null));
    });
    child.on('close', (status) => {
      if (status === 0) resolve(Buffer.concat(output));
      else if (size > maxOutput) reject(new GitError('git answers more than 512 MiB', null));
      else reject(new GitError(complaint.trim().split('\n')[0] ?? `git ends with ${status ?? 'a signal'}`, status));
    });
  });
}
