import type { UncheckedFile } from '../report/check-result';
import type { RevisedFile } from '../review/change';
import type { GitRepository } from '../system/git';
import { reviewedLanguage } from './language';
import { readSides, refusalOf, textOf } from './side';

export interface ReadRevisions {
  readonly files: readonly RevisedFile[];
  /** Files that nobody should read. */
  readonly refused: readonly UncheckedFile[];
}

/** The policy tables, main.cf and configurations that differ between two commits. Links, binaries and large ones are refused. */
export async function readRevisions(base: string, head: string, repository: GitRepository): Promise<ReadRevisions> {
  const files: RevisedFile[] = [];
  const refused: UncheckedFile[] = [];
  const changed = (await repository.changedFiles(base, head)).flatMap((file) => {
    // By its new name or by its old one: a list can't leave the review by another name.
    const language = reviewedLanguage([file.path, ...(file.previousPath === null ? [] : [file.previousPath])]);
    return language === null ? [] : [{ ...file, language }];
  });
  const sides = await readSides(
    changed.flatMap(({ before, after }) => [before, after]),
    repository,
  );
  for (const [index, { path, previousPath, language }] of changed.entries()) {
    const [before = null, after = null] = sides.slice(2 * index, 2 * index + 2);
    const reason = refusalOf([after, before]);
    if (reason !== null) refused.push({ path, reason });
    else files.push({ path, previousPath, language, before: textOf(before), after: textOf(after) });
  }
  return { files: configurationsFirst(files), refused };
}

/** The configuration judges, so it comes first. */
export function configurationsFirst(files: readonly RevisedFile[]): readonly RevisedFile[] {
  const rank = ({ language }: RevisedFile): number => (language === 'configuration' ? 0 : 1);
  return [...files].sort((a, b) => rank(a) - rank(b));
}
