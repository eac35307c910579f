import type { ListConfig } from '../config/list-config';
import type { UncheckedFile } from '../report/check-result';
import type { ChangeSet } from '../review/change-set';
import type { GitRepository } from '../system/git';
import { counted } from '../text/translate';
import { readConfigsAt } from './base-config';
import type { Revisions } from './find-revisions';
import { readRevisions } from './read-revisions';
import { readSites } from './read-sites';
import { readWorkingTree } from './read-working-tree';
import { reasonInMessage } from './reason';

/** What differs between two revisions, ready for review. */
export interface ReadChange extends ChangeSet {
  /** Files that nobody should read: links, binaries, too large ones. */
  readonly refused: readonly UncheckedFile[];
  /** What concerns the change as a whole, in sentences. */
  readonly notes: readonly string[];
}

export interface ReadMeans {
  /** By what the files are judged, in the place of the configurations of the base. */
  readonly configsOf?: (paths: readonly string[]) => Promise<(path: string) => ListConfig>;
  /** The text of a file that an editor has open, for the working tree as the head. */
  readonly openText?: (path: string) => string | null;
}

/**
 * Reads both revisions, and by what the base judges. Rejects with `ConfigFileError` for a configuration that can't be used, and
 * with `GitError`.
 */
export async function readChange(
  { base, head }: Revisions,
  repository: GitRepository,
  { configsOf = (paths) => readConfigsAt(base, paths, repository), openText }: ReadMeans = {},
): Promise<ReadChange> {
  const { files, refused } =
    head === null ? await readWorkingTree(base, repository, openText) : await readRevisions(base, head, repository);
  const { sites, left } = await readSites(base, head, repository, openText);
  const paths = files.flatMap(({ path, previousPath }) => [path, ...(previousPath === null ? [] : [previousPath])]);
  const configOf = await configsOf([...paths, ...sites.map(({ path }) => path)]);
  const reason = head === null ? null : await reasonInMessage(head, repository);
  const notes =
    left === 0
      ? []
      : [
          counted(
            left,
            '1 more main.cf was not read with its tables.',
            '{0} more main.cf were not read with their tables.',
          ),
        ];
  return { files, refused, configOf, reason, sites, notes };
}
