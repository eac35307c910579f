import { ConfigFileError } from '../config/config-file-error';
import { RevisionError } from '../revisions/revision-error';
import { GitError, type GitRepository } from '../system/git';
import { t } from '../text/translate';
import type { ServerContext } from './context';
import { filePath } from './file-path';

/** A repository that a review reads, opened in the top folder of its working tree, or in a bare repository itself. */
export interface ReviewedRepository {
  readonly top: string;
  readonly repository: GitRepository;
}

/** Rejects with `RevisionError` or `GitError` where there is none; the signal ends what runs. */
export async function openReviewed(
  { runtime }: Pick<ServerContext, 'runtime'>,
  folderUri: string,
  signal: AbortSignal,
): Promise<ReviewedRepository> {
  const folder = filePath(folderUri);
  if (folder === null) throw new RevisionError(t('A review needs a folder on this machine.'));
  const repository = await runtime.openRepository(folder, signal);
  const top = (await repository.top()) ?? folder;
  return { top, repository: top === folder ? repository : await runtime.openRepository(top, signal) };
}

/** Why something can't be reviewed, in words for people; null for a mistake of this program. */
export function describeReviewError(error: unknown): string | null {
  if (error instanceof RevisionError) return error.message;
  if (error instanceof GitError) return t('git: {0}', error.message);
  return error instanceof ConfigFileError ? error.lines.join(' ') : null;
}
