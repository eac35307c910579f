import { runProgram } from './run-program';

/** Nothing of the repository's own configuration that runs a program or opens a connection has a say. */
export const gitGuards = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'protocol.allow=never'].flatMap((each) => ['-c', each]),
];
export const gitEnvironment = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ATTR_NOSYSTEM: '1',
};
/** Milliseconds; what is read of a repository takes less than a second. */
export const gitDeadline = 120_000;

export class GitError extends Error {
  constructor(
    message: string,
    readonly status: number | null,
  ) {
    super(message);
  }
}

/** Resolves to what git writes in a folder. Rejects with `GitError`, by its own words. */
export async function runGit(
  folder: string,
  args: readonly string[],
  input: string,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const wait = signal === undefined ? {} : { signal };
  const options = { cwd: folder, env: gitEnvironment, input, deadline: gitDeadline, ...wait };
  const { status, stdout, stderr } = await runProgram('git', [...gitGuards, ...args], options).catch(
    (error: unknown) => {
      throw new GitError(error instanceof Error ? error.message : String(error), null);
    },
  );
  if (status === 0) return stdout;
  throw complaintOf(status, stderr);
}

/** Why git failed, by its own words. */
export function complaintOf(status: number | null, stderr: string): GitError {
  const [complaint = ''] = stderr.trim().split('\n', 1);
  return new GitError(complaint === '' ? `git ends with ${status ?? 'a signal'}` : complaint, status);
}
