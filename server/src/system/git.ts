import { spawn } from 'node:child_process';

/**
 * What is asked of git, by plumbing alone. A repository is untrusted: no hook, no filter, no external diff, no monitor and no
 * pager of it is run, nothing is fetched, no lock is taken, and names go in where they can't be options.
 */
export interface GitRepository {
  /** The commit that a revision names; null where there is none. Rejects where the name can't be asked for. */
  readonly commit: (revision: string) => Promise<string | null>;
  /** The best common ancestor of two commits; null where they have none, or the history that is there ends before it. */
  readonly mergeBase: (first: string, second: string) => Promise<string | null>;
  /** The files that differ, renames found. Both are commits. */
  readonly changedFiles: (base: string, head: string) => Promise<readonly ChangedFile[]>;
  /** The kind and the size of objects by names such as `COMMIT:PATH`, which must hold no line end; null for what is not there. */
  readonly sizes: (names: readonly string[]) => Promise<readonly (ObjectInfo | null)[]>;
  /** The content of objects, whose sizes were looked at before. In their order. */
  readonly contents: (ids: readonly string[]) => Promise<readonly Uint8Array[]>;
}

export interface ObjectInfo {
  readonly id: string;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
}

export interface ChangedFile {
  readonly path: string;
  /** Where it was before, if elsewhere. */
  readonly previousPath: string | null;
  readonly before: BlobReference | null;
  readonly after: BlobReference | null;
}

export interface BlobReference {
  readonly id: string;
  /** `100644` and `100755` are files, `120000` is a symbolic link, `160000` a submodule. */
  readonly mode: string;
}

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

/** @param folder a folder of the working tree, or the repository itself */
export function openRepository(folder: string): GitRepository {
  const git = (args: readonly string[], input = ''): Promise<Buffer> => runGit(folder, args, input);
  const sizes: GitRepository['sizes'] = async (names) => {
    if (names.some((name) => /[\n\r\0]/.test(name))) throw new Error('a name with a line end can not be asked for');
    if (names.length === 0) return [];
    const output = (await git(['cat-file', '--batch-check'], lines(names))).toString('utf8');
    return output.split('\n').slice(0, names.length).map(readInfo);
  };
  return {
    sizes,
    commit: async (revision) => (await sizes([`${revision}^{commit}`]))[0]?.id ?? null,
    mergeBase: async (first, second) => {
      try {
        const output = await git(['merge-base', '--end-of-options', first, second]);
        return output.toString('utf8').trim() || null;
      } catch (error) {
        // Status 1 without a word: there is none.
        if (error instanceof GitError && error.status === 1) return null;
        throw error;
      }
    },
    changedFiles: async (base, head) => {
      const options = ['-r', '-z', '--raw', '--no-abbrev', '--no-ext-diff', '--no-textconv', '--find-renames', '-l400'];
      return readRawDiff(await git(['diff-tree', ...options, '--end-of-options', base, head]));
    },
    contents: async (ids) => (ids.length === 0 ? [] : readBatch(await git(['cat-file', '--batch'], lines(ids)), ids)),
  };
}

export class GitError extends Error {
  constructor(
    message: string,
    readonly status: number | null,
  ) {
    super(message);
  }
}

function lines(items: readonly string[]): string {
  return items.map((item) => `${item}\n`).join('');
}

/** Resolves to what git writes. Rejects with `GitError`, by its own words. */
function runGit(folder: string, args: readonly string[], input: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...guards, ...args], {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
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

/** `ID TYPE SIZE`, or `NAME missing` and its like. */
function readInfo(line: string): ObjectInfo | null {
  const [, id, type, size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line) ?? [];
  return id === undefined || type === undefined ? null : { id, type, size: Number(size) };
}

/** `:OLDMODE NEWMODE OLDID NEWID STATUS NUL PATH NUL`, with two paths for what was renamed (git-diff-tree(1), raw format). */
function readRawDiff(output: Buffer): readonly ChangedFile[] {
  // Bytes of a name that are no UTF-8 stand as U+FFFD: the blob is asked for by its id.
  const fields = output.toString('utf8').split('\0');
  const files: ChangedFile[] = [];
  for (let index = 0; index < fields.length - 1; ) {
    const head = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])/.exec(fields[index++] ?? '');
    if (head === null) throw new GitError('git diff-tree answers something else than a raw diff', null);
    const [, oldMode = '', newMode = '', oldId = '', newId = '', status] = head;
    const first = fields[index++] ?? '';
    const isMoved = status === 'R' || status === 'C';
    const path = isMoved ? (fields[index++] ?? '') : first;
    files.push({
      path,
      previousPath: status === 'R' ? first : null,
      before: reference(oldMode, oldId),
      after: reference(newMode, newId),
    });
  }
  return files;
}

function reference(mode: string, id: string): BlobReference | null {
  return mode === '000000' ? null : { id, mode };
}

/** `ID TYPE SIZE LF CONTENT LF` for each. */
function readBatch(output: Buffer, ids: readonly string[]): readonly Uint8Array[] {
  let position = 0;
  return ids.map((id) => {
    const end = output.indexOf('\n', position);
    const info = readInfo(output.toString('utf8', position, end));
    if (end < 0 || info === null) throw new GitError(`git has no object ${id}`, null);
    position = end + 1 + info.size + 1;
    return output.subarray(end + 1, end + 1 + info.size);
  });
}
