import { runProgram } from './run-program';

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
};
/** Milliseconds; what is read of a repository takes less than a second. */
const deadline = 120_000;

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
  const options = { cwd: folder, env: environment, input, deadline, ...(signal === undefined ? {} : { signal }) };
  const { status, stdout, stderr } = await runProgram('git', [...guards, ...args], options).catch((error: unknown) => {
    throw new GitError(error instanceof Error ? error.message : String(error), null);
  });
  if (status === 0) return stdout;
  const [complaint = ''] = stderr.trim().split('\n', 1);
  throw new GitError(complaint === '' ? `git ends with ${status ?? 'a signal'}` : complaint, status);
}
