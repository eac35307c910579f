import type { UncheckedFile } from '../report/check-result';
import type { RevisedFile } from '../review/change';
import type { GitRepository } from '../system/git';
import { reviewedLanguage } from './language';
import { readSide, refusalOf, textOf } from './side';

export interface ReadRevisions {
  readonly files: readonly RevisedFile[];
  /** Files that nobody should read. */
  readonly refused: readonly UncheckedFile[];
}

/** The policy tables, main.cf and configurations that differ between two commits. Links, binaries and large ones are refused. */
export async function readRevisions(base: string, head: string, repository: GitRepository): Promise<ReadRevisions> {
  const files: RevisedFile[] = [];
  const refused: UncheckedFile[] = [];
  for (const { path, previousPath, ...blobs } of await repository.changedFiles(base, head)) {
    // By its new name or by its old one: a list can't leave the review by another name.
    const language = reviewedLanguage([path, ...(previousPath === null ? [] : [previousPath])]);
    if (language === null) continue;
    const [before, after] = [await readSide(blobs.before, repository), await readSide(blobs.after, repository)];
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
