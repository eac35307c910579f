import { join } from 'node:path';
import { openObjects } from './git-objects';
import {
  type ChangedFile,
  type GitRef,
  type ObjectInfo,
  readRawDiff,
  readRefs,
  readTree,
  readWorkingFiles,
  type TreeFile,
  type WorkingFile,
} from './git-output';
import { GitError, type GitPlace, runGit } from './git-run';
import { type NoWorkingFile, readWorkingFile } from './git-working-file';

export type { BlobReference, ChangedFile, GitRef, ObjectInfo, TreeFile, WorkingFile } from './git-output';
export { GitError } from './git-run';

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
  /**
   * Where a file of the folder stood in a commit that it was renamed since; null where it was not, or nobody added it. By what is
   * committed or added.
   */
  readonly renamedFrom: (base: string, name: string) => Promise<string | null>;
  /** The kind and the size of objects by names such as `COMMIT:PATH`, which must hold no line end; null for what is not there. */
  readonly sizes: (names: readonly string[]) => Promise<readonly (ObjectInfo | null)[]>;
  /** The content of objects, whose sizes were looked at before. In their order. */
  readonly contents: (ids: readonly string[]) => Promise<readonly Uint8Array[]>;
  /** The top folder of the working tree; null for a repository without one. */
  readonly top: () => Promise<string | null>;
  /** Branches, tags, and requests for a merge that somebody fetched; the newest first. */
  readonly refs: () => Promise<readonly GitRef[]>;
  /** All files of a commit. */
  readonly tree: (commit: string) => Promise<readonly TreeFile[]>;
  /** The files of the working tree, those that nobody added included and ignored ones left out, as far as they lie in the folder. On the disk they may be gone. */
  readonly workingFiles: () => Promise<readonly WorkingFile[]>;
  /** The content of one of them, by its path below the folder, as it is on the disk; else what stands there. Links are not followed. */
  readonly workingFile: (path: string, maxBytes: number) => Promise<Uint8Array | NoWorkingFile>;
}

/** Where merge requests (GitLab) and pull requests (GitHub) lie once somebody fetched them. */
const refPatterns = ['refs/heads', 'refs/remotes', 'refs/tags', 'refs/merge-requests', 'refs/pull'];
const diffOptions = ['-z', '--raw', '--no-abbrev', '--no-ext-diff', '--no-textconv', '--find-renames', '-l400'];
/** More than anybody looks through. */
const mostRefs = 2_000;

/**
 * @param folder a folder of the working tree, or the repository itself
 * @param signal aborts what runs; it rejects with `GitError` then
 */
export function openRepository(folder: string, signal?: AbortSignal): GitRepository {
  return openAt({ folder, kind: 'folder' }, signal);
}

/** One of this program's own, without a working tree. */
export function openOwnRepository(folder: string, signal?: AbortSignal): GitRepository {
  return openAt({ folder, kind: 'own repository' }, signal);
}

function openAt(place: GitPlace, signal: AbortSignal | undefined): GitRepository {
  const git = (args: readonly string[]): Promise<Buffer> => runGit(place, args, '', signal);
  const objects = openObjects(place, signal);
  const sizes: GitRepository['sizes'] = async (names) => {
    if (names.some((name) => /[\n\r\0]/.test(name))) throw new Error('a name with a line end can not be asked for');
    return Promise.all(names.map(objects.info));
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
      return readRawDiff(await git(['diff-tree', '-r', ...diffOptions, '--end-of-options', base, head]));
    },
    renamedFrom: async (base, name) => {
      const [file] = readWorkingFiles(await git(['ls-files', '-z', '-t', '--full-name', '--cached', '--', name]));
      if (file === undefined) return null;
      // What stands in the working tree alone would go through a filter of the repository.
      const changed = readRawDiff(await git(['diff-index', '--cached', ...diffOptions, base]));
      return changed.find(({ path }) => path === file.path)?.previousPath ?? null;
    },
    contents: (ids) => Promise.all(ids.map(objects.content)),
    top: async () => {
      const output = await git(['rev-parse', '--is-inside-work-tree', '--show-toplevel']).catch(bareAsNothing);
      const [isInside, top = ''] = output.toString('utf8').split('\n');
      return isInside === 'true' ? top : null;
    },
    refs: async () => {
      const format = '%(refname)%00%(symref)%00%(creatordate:iso-strict)%00%(contents:subject)%00';
      const options = [`--format=${format}`, '--sort=-creatordate', `--count=${mostRefs}`];
      return readRefs(await git(['for-each-ref', ...options, ...refPatterns]));
    },
    tree: async (commit) => readTree(await git(['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit])),
    workingFiles: async () => {
      const options = ['-z', '-t', '--full-name', '--cached', '--others', '--exclude-standard'];
      return readWorkingFiles(await git(['ls-files', ...options]));
    },
    workingFile: (path, maxBytes) => readWorkingFile(join(place.folder, path), maxBytes),
  };
}

/** A bare repository has no working tree, and says so by failing. */
function bareAsNothing(error: unknown): Buffer {
  if (error instanceof GitError && error.message.includes('work tree')) return Buffer.alloc(0);
  throw error;
}
