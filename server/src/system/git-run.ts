import { runProgram } from './run-program';

/** Nothing of the repository's own configuration that runs a program or opens a connection has a say. */
export const gitGuards = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'protocol.allow=never'].flatMap((each) => ['-c', each]),
];
const gitEnvironment = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ATTR_NOSYSTEM: '1',
};

/** Where git is asked. */
export interface GitPlace {
  readonly folder: string;
  /** A folder of the working tree, or of the repository, which is sought from there upward; or this program's own repository, without a working tree. */
  readonly kind: 'folder' | 'own repository';
}

/** What a hook sets, or a person, to say where another repository lies; the folder tells which one is meant here. */
const elsewhere = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_PREFIX', 'GIT_NAMESPACE'];
/** These tell a hook where the objects lie that come in, and the index of the commit that is being made. */
const parts = ['GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_SHALLOW_FILE'];

/** What tells git which repository it works on, whatever the environment of this process says. */
export function placeEnvironment({ kind }: GitPlace): Readonly<Record<string, string | undefined>> {
  const isOwn = kind === 'own repository';
  const without = Object.fromEntries([...elsewhere, ...(isOwn ? parts : [])].map((name) => [name, undefined]));
  // Otherwise a damaged one would not count, and the next one above would, such as that of etckeeper.
  return isOwn ? { ...without, GIT_DIR: '.' } : without;
}

/** That of a git which reads. */
export function readingEnvironment(place: GitPlace): Readonly<Record<string, string | undefined>> {
  return { ...gitEnvironment, ...placeEnvironment(place) };
}

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

/** Resolves to what git writes. Rejects with `GitError`, by its own words. */
export async function runGit(
  place: GitPlace,
  args: readonly string[],
  input: string,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const wait = signal === undefined ? {} : { signal };
  const options = { cwd: place.folder, env: readingEnvironment(place), input, deadline: gitDeadline, ...wait };
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
