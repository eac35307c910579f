import type { UncheckedFile } from '../report/check-result';
import type { RevisedFile } from '../review/change';
import type { GitRepository } from '../system/git';
import { reviewedLanguage } from './language';
import { pairMoved } from './pair-moved';
import { configurationsFirst, type ReadRevisions } from './read-revisions';
import { readSides, readWorkingSide, refusalOf, type Side, textOf } from './side';

/**
 * The same as {@link readRevisions} with what lies in the working tree as the head, files included that nobody added yet. The
 * files are read as they are: no filter of the repository is run.
 *
 * @param repository opened in the top folder of its working tree
 * @param openText the text of a file that an editor has open, which counts as it stands there
 */
export async function readWorkingTree(
  base: string,
  repository: GitRepository,
  openText: (path: string) => string | null = () => null,
): Promise<ReadRevisions> {
  const blobs = new Map((await repository.tree(base)).map((file) => [file.path, file]));
  const working = await repository.workingFiles();
  const leftOut = new Set(working.flatMap(({ path, isLeftOut }) => (isLeftOut ? path : [])));
  const paths = new Set([...blobs.keys(), ...working.map(({ path }) => path)]);
  const files: RevisedFile[] = [];
  const refused: UncheckedFile[] = [];
  const reviewed = [...paths].flatMap((path) => {
    const language = leftOut.has(path) ? null : reviewedLanguage([path]);
    return language === null ? [] : [{ path, language }];
  });
  const old = await readSides(
    reviewed.map(({ path }) => blobs.get(path) ?? null),
    repository,
  );
  for (const [index, { path, language }] of reviewed.entries()) {
    const before = old[index] ?? null;
    const after = await readNow(path, repository, openText(path));
    const reason = refusalOf([after, before]);
    // A link that was one before is none of the change.
    if (reason !== null && reason === refusalOf([after]) && reason === refusalOf([before])) continue;
    if (reason !== null) refused.push({ path, reason });
    else if (textOf(before) !== textOf(after)) {
      files.push({ path, previousPath: null, language, before: textOf(before), after: textOf(after) });
    }
  }
  return { files: configurationsFirst(pairMoved(files)), refused };
}

async function readNow(path: string, repository: GitRepository, open: string | null): Promise<Side> {
  return open === null ? readWorkingSide(path, repository) : { text: open };
}
