import type { GitRepository } from '../system/git';
import { t } from '../text/translate';
import { RevisionError } from './revision-error';

/** Two revisions to compare: the head, and where it left the base. */
export interface Revisions {
  /** A commit. */
  readonly base: string;
  /** A commit; null stands for what lies in the working tree. */
  readonly head: string | null;
}

/** As a person names them. */
export interface NamedRevisions {
  /** Null: the default branch, as {@link defaultBaseOf} finds it. */
  readonly base: string | null;
  readonly head: string | null;
}

/** Where the default branch is looked for: that of the upstream first. */
const defaultBases = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'] as const;

/** The name of the branch that a merge request is compared with where nobody names one; null where there is none. */
export async function defaultBaseOf(repository: Pick<GitRepository, 'commit'>): Promise<string | null> {
  for (const name of defaultBases) if ((await repository.commit(name)) !== null) return name;
  return null;
}

/**
 * The commits that are meant. What the base got since the head left it is no change of the merge request, so that the base is
 * where both parted. Rejects with `RevisionError`.
 */
export async function findRevisions({ base, head }: NamedRevisions, repository: GitRepository): Promise<Revisions> {
  const baseName = base ?? (await defaultBaseOf(repository)) ?? defaultBases[0];
  const headName = head ?? 'HEAD';
  const [baseCommit, headCommit] = [await commitOf(baseName, repository), await commitOf(headName, repository)];
  const fork = await repository.mergeBase(baseCommit, headCommit);
  if (fork !== null) return { base: fork, head: head === null ? null : headCommit };
  throw new RevisionError(
    t(
      '{0} and {1} have no common history here; in a pipeline, fetch all of it (GIT_DEPTH: 0, fetch-depth: 0)',
      baseName,
      headName,
    ),
  );
}

async function commitOf(revision: string, repository: GitRepository): Promise<string> {
  const commit = await repository.commit(revision).catch((error: unknown) => {
    throw new RevisionError(error instanceof Error ? error.message : String(error));
  });
  if (commit !== null) return commit;
  throw new RevisionError(
    revision === defaultBases[0]
      ? t('there is no commit {0} here; name the range, for example origin/main..HEAD', revision)
      : t('there is no commit {0} here', revision),
  );
}
