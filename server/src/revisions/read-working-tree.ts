import type { UncheckedFile } from '../report/check-result';
import type { RevisedFile } from '../review/change';
import type { BlobReference, GitRepository } from '../system/git';
import { reviewedLanguage } from './language';
import { pairMoved } from './pair-moved';
import { configurationsFirst, type ReadRevisions } from './read-revisions';
import { readSide, readWorkingSide, refusalOf, type Side, textOf } from './side';

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
  for (const path of paths) {
    const language = reviewedLanguage([path]);
    if (language === null || leftOut.has(path)) continue;
    const { before, after } = await readBoth(path, blobs.get(path) ?? null, repository, openText(path));
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

interface BothSides {
  readonly before: Side;
  readonly after: Side;
}

async function readBoth(
  path: string,
  blob: BlobReference | null,
  repository: GitRepository,
  open: string | null,
): Promise<BothSides> {
  const after = open === null ? await readWorkingSide(path, repository) : { text: open };
  return { before: await readSide(blob, repository), after };
}
